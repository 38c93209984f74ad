import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { SpecOf } from '../components'
import { useShownSession } from '../context/shown-session-context'
import { useClassName } from '../context/parts-context'
import { useText } from '../context/use-text'
import { fireCallback } from '../outputs/frame/fire-callback'
import { useOutputRoot } from '../outputs/frame/use-output-root'
import { useDismissal } from '../hooks/use-dismissal'
import { useIsObserver } from '../hooks/use-shown-session'

const COLORS: { readonly [name: string]: string } = {
  info: '#1565c0',
  error: '#e53935',
  warn: '#ef6c00',
  success: '#2e7d32',
}

/** A short message on top of the page. It stays while the pointer is on it or the focus is in it. */
export function Toast({ spec }: { readonly spec: SpecOf<'toast'> }): ReactNode {
  const shown = useShownSession()
  const text = useText()
  const className = useClassName('toast', 'webio-toast')
  const [isDismissed, dismiss] = useDismissal(spec.id)
  const [isHeld, setHeld] = useState(false)
  const isObserver = useIsObserver()
  const {
    onClick: _,
    onKeyDown: __,
    tabIndex: ___,
    ...root
  } = useOutputRoot(spec, `--webio-toast:${colorOf(spec)}`)

  useEffect(() => {
    if (spec.duration <= 0 || isHeld || isDismissed) return
    const timer = setTimeout(dismiss, spec.duration * 1000)
    return () => clearTimeout(timer)
  }, [spec.duration, isHeld, isDismissed, dismiss])

  if (isDismissed) return null
  const click = (): void => {
    if (isObserver) return
    fireCallback(shown, spec.id, 'click')
    dismiss()
  }
  const hold = (): void => setHeld(true)
  const letGo = (): void => setHeld(false)
  return (
    <div
      {...root}
      className={className}
      data-webio-toast=""
      role="status"
      aria-live="polite"
      onPointerEnter={hold}
      onPointerLeave={letGo}
      onFocus={hold}
      onBlur={letGo}
    >
      {spec.clickable ? (
        <button type="button" className="webio-toast-content" onClick={click}>
          {text(spec.content)}
        </button>
      ) : (
        <span className="webio-toast-content">{text(spec.content)}</span>
      )}
      {spec.duration <= 0 && (
        <button
          type="button"
          disabled={isObserver}
          className="webio-toast-close"
          aria-label={text({ id: 'close' })}
          onClick={dismiss}
        >
          <span aria-hidden="true">×</span>
        </button>
      )}
    </div>
  )
}

/** A named color, or the author's hex color. Anything else counts as `info`. */
function colorOf({ color }: SpecOf<'toast'>): string {
  return COLORS[color] ?? (/^#[\da-f]{3,8}$/i.test(color) ? color : (COLORS['info'] as string))
}
