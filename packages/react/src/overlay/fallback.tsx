import type { ReactNode } from 'react'
import { useFirstText } from '../context/texts-context'
import { useProvider } from '../context/provider-context'
import { useIsShown, useStatus } from '../hooks/use-shown-session'

/** Shown while the session is connecting: what the host page gave, or a spinner. */
export function Fallback({ children }: { readonly children?: ReactNode }): ReactNode {
  const text = useFirstText()
  const { client, shown } = useProvider('<WebIOApp>')
  const isShown = useIsShown(shown)
  const status = useStatus(shown)
  // A notice says instead why the session cannot start.
  if (isShown || status !== 'connecting' || client.wrongSetup) return null
  if (children !== undefined) return children
  return (
    <div className="webio-connecting" role="status">
      <span className="webio-spinner" aria-hidden="true" />
      <span className="webio-visually-hidden">{text({ id: 'connecting' })}</span>
    </div>
  )
}
