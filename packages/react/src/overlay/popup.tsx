import * as Dialog from '@radix-ui/react-dialog'
import type { NodeId } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useRef } from 'react'
import { useClassName } from '../context/parts-context'
import { useText } from '../context/use-text'
import { NodeChildren } from '../outputs/frame/node-children'
import { useScopeHooks } from '../outputs/frame/scope-hooks'
import { useOutputRoot } from '../outputs/frame/use-output-root'
import type { SpecOf } from '../components'
import { useDismissal } from '../hooks/use-dismissal'
import { useIsDismissible } from '../hooks/use-shown-forms'
import { useIsObserver, useSpec } from '../hooks/use-shown-session'
import type { FocusTrail } from '../dom/focus-trail'
import { refocusOn, trailOf } from '../dom/focus-trail'
import { keepTabInside } from '../dom/keep-tab-inside'
import { activeElementAround, isElement } from '../dom/roots'
import { inTopLayer } from '../dom/top-layer'
import { useRevealed } from '../dom/use-revealed'
import { useScrollLock } from '../dom/use-scroll-lock'

interface PopupProps {
  readonly id: NodeId
  readonly isTop: boolean
}

/** A modal dialog. */
export function Popup({ id, isTop }: PopupProps): ReactNode {
  const spec = useSpec(id)
  return spec?.type === 'popup' ? <PopupDialog spec={spec} isTop={isTop} /> : null
}

interface PopupDialogProps extends Omit<PopupProps, 'id'> {
  readonly spec: SpecOf<'popup'>
}

function PopupDialog({ spec, isTop }: PopupDialogProps): ReactNode {
  const text = useText()
  const className = useClassName('popup', 'webio-popup')
  const hooks = useScopeHooks(spec)
  const opener = useRef<FocusTrail>([])
  const body = useRef<HTMLDivElement>(null)
  useScrollLock(body)
  useRevealed(body)
  const [, dismiss] = useDismissal(spec.id)
  const isObserver = useIsObserver()
  const isClosable = useIsDismissible(spec.id) && !isObserver
  const stayOpen = !(isClosable && spec.implicit_close)
  return (
    // One who watches can use nothing in it, but the line above it.
    <Dialog.Root open modal={!isObserver} onOpenChange={(isOpen) => !isOpen && isClosable && dismiss()}>
      {/* While a dialog is open, the document ignores the pointer; the dialog does not. */}
      <div ref={inTopLayer} className="webio-backdrop" style={{ pointerEvents: 'auto' }} inert={!isTop}>
        <Dialog.Content
          {...useOutputRoot(spec)}
          className={className}
          data-size={spec.size}
          aria-describedby={undefined}
          onKeyDown={keepTabInside}
          onOpenAutoFocus={() => {
            const focused = body.current && activeElementAround(body.current)
            opener.current = focused ? trailOf(focused) : []
          }}
          onCloseAutoFocus={(event) => {
            // Radix returns the focus to a trigger, but there is none here.
            event.preventDefault()
            refocusOn(opener.current)
          }}
          onEscapeKeyDown={(event) => stayOpen && event.preventDefault()}
          onInteractOutside={(event) => (stayOpen || isAboveAll(event.target)) && event.preventDefault()}
        >
          <Dialog.Title className="webio-popup-title">{text(spec.title)}</Dialog.Title>
          <div {...hooks} ref={body} className="webio-popup-body">
            <NodeChildren id={spec.id} />
          </div>
          {isClosable && (
            <Dialog.Close className="webio-close" aria-label={text({ id: 'close' })}>
              <span aria-hidden="true">×</span>
            </Dialog.Close>
          )}
        </Dialog.Content>
      </div>
    </Dialog.Root>
  )
}

/** Toasts appear above popups. A click on a toast is not a click outside the popup. */
function isAboveAll(target: EventTarget | null): boolean {
  return isElement(target) && target.closest('[data-webio-toast]') !== null
}
