import type { GridCell } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useLiveStyle } from '../hooks/use-is-hydrating'
import { OutputView } from './frame/output-view'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'

/** Cells, each in the next free place of a grid. */
export function GridOutput({ spec }: RendererProps<'grid'>): ReactNode {
  const { columns, rows, flow = 'row', cells } = spec
  const css = `grid-template-columns:${columns};grid-template-rows:${rows};grid-auto-flow:${flow}`
  return (
    <div {...useOutputRoot(spec, css)} className="webio-grid webio-block">
      {cells.map((cell, index) => (
        <Cell key={cell.output ?? `empty ${index}`} cell={cell} />
      ))}
    </div>
  )
}

/** An output that covers a single place is the grid item itself, so that its style can align it. */
function Cell({ cell: { output, row = 1, col = 1 } }: { readonly cell: GridCell }): ReactNode {
  const span = useLiveStyle({ gridRow: `span ${row}`, gridColumn: `span ${col}` })
  const content = output !== undefined && <OutputView id={output} />
  if (content && row === 1 && col === 1) return content
  return (
    <div className="webio-grid-cell" style={span}>
      {content}
    </div>
  )
}
