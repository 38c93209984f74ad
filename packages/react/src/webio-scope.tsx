import type { ReactNode } from 'react'
import { useCallback, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import { useProvider } from './context/provider-context'
import { useShownSession } from './context/shown-session-context'
import { useServices } from './context/services'
import { OutputView } from './outputs/frame/output-view'
import { SessionBoundary } from './context/session-boundary'
import { useIsShown } from './hooks/use-shown-session'
import { Surface } from './surface'

/** Props of `<WebIOScope>`. */
export interface WebIOScopeProps {
  /** Name of the scope: `ROOT`, or one that the task creates. */
  readonly name: string
}

/**
 * Shows a scope at this place of the host page instead of at its place among the task's outputs. Shows nothing while the scope does not exist. If
 * one scope has two places, the first shows it. While none of its places is mounted, such as in a closed drawer, the scope is not shown.
 */
export function WebIOScope({ name }: WebIOScopeProps): ReactNode {
  const { shown } = useProvider('<WebIOScope>')
  const { placed } = useServices()
  const [place] = useState(() => Symbol(name))
  const isShown = useIsShown(shown)
  useLayoutEffect(() => placed.add(name, place), [placed, name, place])
  if (!shown || !isShown) return null
  return (
    <SessionBoundary shown={shown}>
      <ScopeByName name={name} place={place} />
    </SessionBoundary>
  )
}

function ScopeByName({ name, place }: { readonly name: string; readonly place: symbol }): ReactNode {
  const { scopes } = useShownSession()
  const subscribe = useCallback((listener: () => void) => scopes.subscribe(name, listener), [scopes, name])
  const find = (): number | undefined => scopes.find(name)
  const id = useSyncExternalStore(subscribe, find, find)
  if (id === undefined) return null
  return (
    <Surface>
      <OutputView key={id} id={id} place={place} />
    </Surface>
  )
}
