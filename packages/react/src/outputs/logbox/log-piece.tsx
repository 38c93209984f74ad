import type { NodeId } from '@webio/core/protocol'
import { parseAnsi } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { memo, useMemo } from 'react'
import { useIsHydrating } from '../../hooks/use-is-hydrating'
import { useSpec } from '../../hooks/use-shown-session'
import { spanStyle } from './span-style'

interface LogPieceProps {
  readonly id: NodeId
  /** The number of hidden lines at the beginning. */
  readonly hidden: number
}

/** Some lines of a log. Renders again only when its own text changes. */
export const LogPiece = memo(function LogPiece({ id, hidden }: LogPieceProps): ReactNode {
  const spec = useSpec(id)
  const text = spec?.type === 'text' ? spec.text : ''
  const spans = useMemo(() => withoutLines(parseAnsi(text).spans, hidden), [text, hidden])
  const isHydrating = useIsHydrating()
  return spans.map(({ text: part, style }, index) =>
    isHydrating || Object.keys(style).length === 0 ? (
      part
    ) : (
      <span key={index} style={spanStyle(style)}>
        {part}
      </span>
    ),
  )
})

/** The rest of the spans after this number of line feeds. */
function withoutLines<T extends { readonly text: string }>(spans: readonly T[], lines: number): readonly T[] {
  let left = lines
  const shown: T[] = []
  for (const span of spans) {
    let from = 0
    while (left > 0 && from >= 0) {
      const end = span.text.indexOf('\n', from)
      if (end < 0) break
      from = end + 1
      left--
    }
    if (left === 0 && from < span.text.length) shown.push({ ...span, text: span.text.slice(from) })
  }
  return shown
}
