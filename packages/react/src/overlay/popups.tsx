import type { NodeId } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useDismissed } from '../hooks/use-dismissal'
import { Popup } from './popup'

/** The open popups: the last one is on top, the others wait below it. Popups that the person has closed do not count. */
export function Popups({ ids }: { readonly ids: readonly NodeId[] }): ReactNode {
  const closed = useDismissed()
  const open = ids.filter((id) => !closed.has(id))
  return open.map((id) => <Popup key={id} id={id} isTop={id === open.at(-1)} />)
}
