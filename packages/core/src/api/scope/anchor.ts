import type { Session } from '../../engine/session'
import type { NodeId } from '../../protocol/output-spec'
import { checkName } from '../arguments'
import { liveContext } from '../live-context'
import { logNotOnPage } from '../not-on-page'

/**
 * Marks the end of the current scope with an anchor, for the options `anchor`, `before` and `after` of outputs, and for `clear_before`,
 * `clear_after`, `clear_range`, `remove` and `scroll_to`. A new anchor replaces an earlier one with the same name. From PyWebIO's oldest guide:
 * scopes do the same and more.
 * @throws RangeError if the name contains anything but letters, digits, - and _
 */
export function set_anchor(name: string): void {
  const { session, scope } = liveContext('set_anchor')
  checkName('set_anchor', 'name', name)
  session.view.commit()
  const parent = session.view.tree.scopes.get(scope.name)
  if (parent === undefined) return session.view.scopeMissing(scope.name)
  const id = session.view.newId()
  session.view.command({ type: 'output-insert', parent, outputs: [{ id, type: 'scope' }] })
  session.view.anchors.set(name, id, undefined)
}

/** Removes everything before an anchor in its scope. */
export function clear_before(anchor: string): void {
  const { session } = liveContext('clear_before')
  const place = findAnchor(session, 'clear_before', 'anchor', anchor)
  if (place) removeAll(session, place.siblings.slice(0, place.index))
}

/** Removes everything after an anchor in its scope. */
export function clear_after(anchor: string): void {
  const { session } = liveContext('clear_after')
  const place = findAnchor(session, 'clear_after', 'anchor', anchor)
  if (place) removeAll(session, place.siblings.slice(place.index + 1))
}

/** Removes everything between two anchors of one scope. It does nothing if `end` does not come after `start`. */
export function clear_range(start: string, end: string): void {
  const { session } = liveContext('clear_range')
  const first = findAnchor(session, 'clear_range', 'start', start)
  const last = findAnchor(session, 'clear_range', 'end', end)
  if (!first || !last) return
  if (first.parent !== last.parent || last.index <= first.index) {
    return session.logger.warn(`[webio] clear_range: the anchor "${end}" does not come after "${start}".`)
  }
  removeAll(session, first.siblings.slice(first.index + 1, last.index))
}

interface AnchorPlace {
  readonly parent: NodeId
  readonly siblings: readonly NodeId[]
  readonly index: number
}

function findAnchor(
  session: Session,
  caller: string,
  argument: string,
  name: string,
): AnchorPlace | undefined {
  checkName(caller, argument, name)
  session.view.commit()
  const { tree } = session.view
  const id = session.view.anchors.get(name)
  const parent = id === undefined ? undefined : tree.nodes.get(id)?.parent
  if (id === undefined || parent === undefined) {
    logNotOnPage(session, caller, 'anchor', name)
    return undefined
  }
  const siblings = [...(tree.nodes.get(parent)?.children ?? [])]
  return { parent, siblings, index: siblings.indexOf(id) }
}

function removeAll(session: Session, outputs: readonly NodeId[]): void {
  for (const output of outputs) session.view.command({ type: 'output-remove', output })
}
