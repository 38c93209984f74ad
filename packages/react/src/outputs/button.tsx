import type { ReactNode } from 'react'
import { useShownSession } from '../context/shown-session-context'
import { useIsLive } from '../hooks/use-shown-session'
import { fireCallback } from './frame/fire-callback'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'
import { ShortcutButton } from './shortcut-button'

/** A single button, with the callback `0`. */
export function ButtonOutput({ spec }: RendererProps<'button'>): ReactNode {
  const shown = useShownSession()
  const isLive = useIsLive()
  // A click on the button works as usual even if the whole output is clickable.
  const { onKeyDown: _, role: __, tabIndex: ___, 'aria-busy': ____, ...root } = useOutputRoot(spec)
  const click = (): void => {
    fireCallback(shown, spec.id, 0)
    root.onClick?.()
  }
  return (
    <ShortcutButton
      {...root}
      color={spec.color}
      look={spec}
      disabled={spec.disabled || !isLive}
      isBusy={spec.busy !== undefined}
      shortcut={spec.shortcut}
      onClick={click}
    >
      {spec.label}
    </ShortcutButton>
  )
}

/** Several buttons. Each fires the callback of its index. */
export function ButtonsOutput({ spec }: RendererProps<'buttons'>): ReactNode {
  const shown = useShownSession()
  const isLive = useIsLive()
  return (
    <div {...useOutputRoot(spec)} className="webio-buttons" data-group={spec.group ? '' : undefined}>
      {spec.buttons.map(({ label, color, disabled = false, shortcut }, index) => (
        <ShortcutButton
          key={index}
          color={color}
          look={spec}
          shortcut={shortcut}
          disabled={disabled || !isLive}
          isBusy={spec.busy?.includes(index)}
          isUnusable={spec.spent?.includes(index)}
          onClick={() => fireCallback(shown, spec.id, index)}
        >
          {label}
        </ShortcutButton>
      ))}
    </div>
  )
}
