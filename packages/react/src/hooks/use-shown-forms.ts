import type { NodeId } from '@webio/core/protocol'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { ShownSession } from '../session/shown-session'
import { useShownSession } from '../context/shown-session-context'

/** Ids of the forms that show inside a node, oldest first. */
export function useContainedForms(container: NodeId): readonly NodeId[] {
  const ids = useFormIds((page) =>
    [...page.session.tree.forms.values()]
      .filter(({ spec }) => spec.container === container)
      .map(({ spec }) => spec.id),
  )
  return ids
}

/** Id of the form that shows in the input panel: the newest that has no other place. */
export function usePanelForm(): NodeId | undefined {
  const ids = useFormIds(({ session }) => {
    const inPanel = [...session.tree.forms.values()].filter(
      ({ spec }) => !hasPlace(session.tree.nodes, spec.container),
    )
    return inPanel.slice(-1).map(({ spec }) => spec.id)
  })
  return ids[0]
}

function hasPlace(nodes: ReadonlyMap<NodeId, unknown>, container: NodeId | undefined): boolean {
  return container !== undefined && nodes.has(container)
}

/** Ids of some open forms; the same list as long as they are the same. */
function useFormIds(select: (page: ShownSession) => readonly NodeId[]): readonly NodeId[] {
  const page = useShownSession()
  const subscribe = useCallback((listener: () => void) => page.session.subscribe('forms', listener), [page])
  const read = (): string => select(page).join()
  const key = useSyncExternalStore(subscribe, read, read)
  return useMemo(() => (key === '' ? [] : key.split(',').map(Number)), [key])
}
