import type { Beside } from '../../../engine/outputs/pending-output'
import type { View } from '../../../engine/view'
import { checkName } from '../../arguments'

interface AnchorOptions {
  readonly anchor: string | undefined
  readonly before: string | undefined
  readonly after: string | undefined
}

/**
 * The place of an output according to the options of PyWebIO's oldest guide, or undefined.
 * @throws RangeError if a name contains anything but letters, digits, - and _, or if both `before` and `after` are given
 */
export function anchoredPlace(
  caller: string,
  view: View,
  { anchor, before, after }: AnchorOptions,
): Beside | undefined {
  if (before !== undefined && after !== undefined)
    throw new RangeError(`${caller}: give either before or after, not both.`)
  if (anchor !== undefined) checkName(caller, 'anchor', anchor)
  if (anchor === undefined && before === undefined && after === undefined) return undefined
  // An output gets its name when it is on the page.
  view.commit()
  const { anchors } = view
  if (anchor !== undefined) {
    const neighbor = anchors.get(anchor)
    if (neighbor !== undefined) return { neighbor, side: 'instead' }
  }
  if (before !== undefined) return { neighbor: anchors.get(before) ?? NOWHERE, side: 'before' }
  if (after !== undefined) return { neighbor: anchors.get(after) ?? NOWHERE, side: 'after' }
  return undefined
}

/** An id that no node has. */
const NOWHERE = -1
