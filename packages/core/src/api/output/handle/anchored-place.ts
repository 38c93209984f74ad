import type { Beside } from '../../../engine/outputs/pending-output'
import type { View } from '../../../engine/view'
import { checkName } from '../../arguments'

interface AnchorOptions {
  readonly anchor: string | undefined
  readonly before: string | undefined
  readonly after: string | undefined
}

/**
 * The place that the options of the oldest guide give an output. Undefined if they give none.
 * @throws RangeError for a name with other characters than letters, digits, - and _, or if both `before` and `after` are given
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
  // An output has its name once it is on the page.
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

/** No node has this id. */
const NOWHERE = -1
