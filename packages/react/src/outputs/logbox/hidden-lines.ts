import type { NodeSpec } from '@webio/core/protocol'

/** Specs are replaced and never change, so the counts stay valid. */
const counted = new WeakMap<NodeSpec, number>()

/** How many lines to hide at the beginning of each text, so that the last `maxLines` lines of all remain (rule G2). */
export function hiddenLines(pieces: readonly (NodeSpec | undefined)[], maxLines: number): number[] {
  const lines = pieces.map(linesOf)
  const last = pieces.at(-1)
  const open = last?.type === 'text' && !last.text.endsWith('\n') ? 1 : 0
  let surplus = lines.reduce((sum, one) => sum + one, open) - maxLines
  return lines.map((count) => {
    const hidden = Math.min(count, Math.max(0, surplus))
    surplus -= hidden
    return hidden
  })
}

/** The number of lines that end in a text. */
function linesOf(spec: NodeSpec | undefined): number {
  if (spec?.type !== 'text') return 0
  const known = counted.get(spec)
  if (known !== undefined) return known
  let lines = 0
  for (let at = spec.text.indexOf('\n'); at >= 0; at = spec.text.indexOf('\n', at + 1)) lines++
  counted.set(spec, lines)
  return lines
}
