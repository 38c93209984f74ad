import type { TableCell } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { OutputView } from './output-view'
import type { RendererProps } from './renderer-props'
import { useOutputRoot } from './use-output-root'

/** A table. Cells of text are drawn without a component each: a thousand rows cost what their elements cost. */
export function TableOutput({ spec }: RendererProps<'table'>): ReactNode {
  return (
    <div {...useOutputRoot(spec)} className="webio-table-box webio-block">
      <table className="webio-table">
        {spec.header.length > 0 && (
          <thead>
            <tr>
              {spec.header.map((cell, column) => (
                <th key={column} scope="col" {...spanOf(cell)}>
                  {contentOf(cell)}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {spec.rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) => (
                <td key={column} {...spanOf(cell)}>
                  {contentOf(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function contentOf(cell: TableCell): ReactNode {
  if (typeof cell === 'string') return cell
  return cell.output === undefined ? cell.text : <OutputView id={cell.output} />
}

const NO_SPAN = {}

function spanOf(cell: TableCell): { rowSpan?: number; colSpan?: number } {
  if (typeof cell === 'string') return NO_SPAN
  const { row = 1, col = 1 } = cell
  return { ...(row > 1 && { rowSpan: row }), ...(col > 1 && { colSpan: col }) }
}
