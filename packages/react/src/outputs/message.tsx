import type { MessageType } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import type { SpecOf } from '../components'
import { useText } from '../context/use-text'
import { useDismissal } from '../hooks/use-dismissal'
import { useIsObserver } from '../hooks/use-shown-session'
import { NodeChildren } from './frame/node-children'
import { useScopeHooks } from './frame/scope-hooks'
import { useOutputRoot } from './frame/use-output-root'

/** A colored box. Screen readers announce errors at once, and the others at the next pause. */
export function MessageOutput({ spec }: { readonly spec: SpecOf<MessageType> }): ReactNode {
  const text = useText()
  const [isDismissed, dismiss] = useDismissal(spec.id)
  const isObserver = useIsObserver()
  const root = useOutputRoot(spec)
  const hooks = useScopeHooks(spec)
  if (isDismissed) return null
  return (
    <div role={spec.type === 'error' ? 'alert' : 'status'} {...root} className="webio-message webio-block">
      <div {...hooks} className="webio-message-body">
        <NodeChildren id={spec.id} />
      </div>
      {spec.closable && (
        <button
          type="button"
          disabled={isObserver}
          className="webio-message-close"
          aria-label={text({ id: 'close' })}
          onClick={(event) => {
            // The whole box may be clickable too.
            event.stopPropagation()
            dismiss()
          }}
        >
          <span aria-hidden="true">×</span>
        </button>
      )}
    </div>
  )
}
