import type { DatatableNode, Json } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { Button } from '../../button'
import { useLocale } from '../../context/texts-context'
import { useText } from '../../context/use-text'
import { NO_FORM } from '../../dom/no-form'
import type { ColumnModel } from './column-model'
import { indexOf, shownColumns } from './column-model'
import { csvOf, saveText } from './csv'
import type { ShownRows } from './shown-rows'

const TOOL = { small: true, outline: true } as const

interface ToolbarProps {
  readonly spec: DatatableNode
  readonly model: ColumnModel
  readonly rows: ShownRows
  readonly search: string
  readonly onSearch: (text: string) => void
  readonly hasFilters: boolean
  /** The number of active filters. */
  readonly filterCount: number
  readonly onFilters: () => void
}

/** Search, filters, the number of rows, and the download as a file. */
export function Toolbar(props: ToolbarProps): ReactNode {
  const { spec, model, rows, search, onSearch, hasFilters, filterCount, onFilters } = props
  const say = useText()
  const locale = useLocale()
  const canFilter = spec.columns.some(({ filterable }) => filterable !== false)
  return (
    <div className="webio-datatable-tools">
      {spec.search && (
        <input
          type="search"
          form={NO_FORM}
          className="webio-input webio-datatable-search"
          aria-label={say({ id: 'table_search' })}
          placeholder={say({ id: 'table_search' })}
          value={search}
          onChange={({ target }) => onSearch(target.value)}
        />
      )}
      {canFilter && (
        <Button look={TOOL} color="secondary" aria-pressed={hasFilters} onClick={onFilters}>
          {say({ id: 'table_filters' })}
          {filterCount > 0 && ` (${filterCount})`}
        </Button>
      )}
      <span className="webio-datatable-count" role="status">
        {countText(rows, say, locale)}
      </span>
      {spec.csv !== undefined && (
        <Button
          look={TOOL}
          color="secondary"
          disabled={spec.total !== undefined}
          onClick={() => saveText(spec.csv ?? '', csvOfRows(spec, model, rows))}
        >
          {say({ id: 'table_csv' })}
        </Button>
      )}
    </div>
  )
}

function countText({ count, all }: ShownRows, say: ReturnType<typeof useText>, locale: string): string {
  const numbers = new Intl.NumberFormat(locale)
  if (all === null || all === count) return say({ id: 'table_rows', args: [numbers.format(count)] })
  return say({ id: 'table_rows_of', args: [numbers.format(count), numbers.format(all)] })
}

/** The visible rows and columns, in order. */
function csvOfRows(spec: DatatableNode, model: ColumnModel, rows: ShownRows): string {
  const columns = shownColumns(model).map(indexOf)
  const header = columns.map((column) => headingOf(spec, column))
  const lines: Json[][] = Array.from({ length: rows.count }, (_, row) =>
    columns.map((column) => rows.valueAt(row, column)),
  )
  return csvOf(header, lines)
}

/** The heading of a column joined with those of its groups: a file has a single line of headings. */
function headingOf({ columns }: DatatableNode, index: number): string {
  const { groups = [], header = '' } = columns[index] ?? {}
  return [...groups, header].join(' / ')
}
