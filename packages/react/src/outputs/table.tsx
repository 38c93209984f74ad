import type { TableCell, TableNode } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { OutputView } from './frame/output-view'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'

/** A table. Text cells are drawn without a component for each: a thousand rows cost no more than their elements. */
export function TableOutput({ spec }: RendererProps<'table'>): ReactNode {
  const headRows = rowsInHead(spec.header, spec.rows)
  return (
    <div {...useOutputRoot(spec)} className="webio-table-box webio-block">
      <table className="webio-table">
        {spec.header.length > 0 && (
          <thead>
            <tr>{spec.header.map(headCell)}</tr>
            {spec.rows.slice(0, headRows).map(bodyRow)}
          </thead>
        )}
        <tbody>{(headRows > 0 ? spec.rows.slice(headRows) : spec.rows).map(bodyRow)}</tbody>
      </table>
    </div>
  )
}

function headCell(cell: TableCell, column: number): ReactNode {
  const content = contentOf(cell)
  // A heading without a text is not a heading: there is nothing to read out for its column.
  if (content === undefined || content === '')
    return <td key={column} className="webio-table-no-heading" {...spanOf(cell)} />
  return (
    <th key={column} scope="col" {...spanOf(cell)}>
      {content}
    </th>
  )
}

function bodyRow(cells: readonly TableCell[], row: number): ReactNode {
  return (
    <tr key={row}>
      {cells.map((cell, column) => (
        <td key={column} {...spanOf(cell)}>
          {contentOf(cell)}
        </td>
      ))}
    </tr>
  )
}

/** How many rows the heading's cells reach down into. HTML ends a span where the head ends, so these rows belong to the head. */
function rowsInHead(header: readonly TableCell[], rows: TableNode['rows']): number {
  let reach = reachOf(header)
  for (let row = 0; row < Math.min(reach, rows.length); row++)
    reach = Math.max(reach, row + 1 + reachOf(rows[row] ?? []))
  return Math.min(reach, rows.length)
}

/** How many rows below their own the cells of a row cover. */
function reachOf(cells: readonly TableCell[]): number {
  return Math.max(0, ...cells.map((cell) => (typeof cell === 'string' ? 0 : (cell.row ?? 1) - 1)))
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
