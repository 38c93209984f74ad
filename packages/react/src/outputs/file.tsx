import type { ReactNode } from 'react'
import { Button } from '../button'
import { useShownSession } from '../context/shown-session-context'
import { useIsLive } from '../hooks/use-shown-session'
import { fireCallback } from './frame/fire-callback'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'

const LINK = { link_style: true } as const

/** A file that a click downloads: the callback `0`. */
export function FileOutput({ spec }: RendererProps<'file'>): ReactNode {
  const shown = useShownSession()
  const isLive = useIsLive()
  // A click works as on a button even if the whole output is clickable.
  const { onKeyDown: _, role: __, tabIndex: ___, ...root } = useOutputRoot(spec)
  const click = (): void => {
    fireCallback(shown, spec.id, 0)
    root.onClick?.()
  }
  return (
    <Button {...root} look={LINK} disabled={!isLive} onClick={click}>
      {spec.label}
    </Button>
  )
}
