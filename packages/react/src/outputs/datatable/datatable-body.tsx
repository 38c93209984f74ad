import type { DatatableNode, RowQuery } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { CellBar } from './cell-bar'
import type { Place } from './grid-place'
import type { FilterDrafts } from './filters'
import { filtersOf } from './filters'
import { Grid } from './grid'
import { useListedRows, useSourceRows } from './shown-rows'
import type { ShownRows } from './shown-rows'
import { useSelection } from './selection'
import { SelectionBar } from './selection-bar'
import { TableStatus } from './table-status'
import { Toolbar } from './toolbar'
import { useCellEditing } from './use-cell-editing'
import { useTableColumns } from './use-table-columns'

interface DatatableProps {
  readonly spec: DatatableNode
}

/** A data table: the tools above, the rows, and the selection below. */
export function DatatableBody({ spec }: DatatableProps): ReactNode {
  return spec.source === undefined ? <ListedTable spec={spec} /> : <SourceTable spec={spec} />
}

function ListedTable({ spec }: DatatableProps): ReactNode {
  const asked = useAskedQuery(spec)
  return <TableView spec={spec} asked={asked} rows={useListedRows(spec, asked.query)} />
}

function SourceTable({ spec }: DatatableProps): ReactNode {
  const asked = useAskedQuery(spec)
  return <TableView spec={spec} asked={asked} rows={useSourceRows(spec, asked.query)} />
}

/** The query that a person entered. */
type Asked = ReturnType<typeof useAskedQuery>

function useAskedQuery({ columns }: DatatableNode) {
  const [search, setSearch] = useState('')
  const [drafts, setDrafts] = useState<FilterDrafts>(new Map())
  const [sorting, setSorting] = useState<RowQuery['sort']>(() =>
    columns.flatMap(({ sort }, column) => (sort ? [{ column, desc: sort === 'desc' }] : [])),
  )
  const query = useMemo<RowQuery>(() => {
    const text = search.trim()
    return { sort: sorting, filter: filtersOf(drafts, columns), ...(text && { search: text }) }
  }, [sorting, drafts, columns, search])
  // Typed text shows at once; filtering all rows follows.
  return { query: useDeferredValue(query), search, setSearch, drafts, setDrafts, sorting, setSorting }
}

interface TableViewProps extends DatatableProps {
  readonly asked: Asked
  readonly rows: ShownRows
}

function TableView({ spec, asked, rows }: TableViewProps): ReactNode {
  const viewport = useRef<HTMLDivElement>(null)
  const [hasFilters, setHasFilters] = useState(false)
  const [place, setPlace] = useState<Place | null>(null)
  const model = useTableColumns(spec, rows, viewport, asked)
  const selection = useSelection(spec, rows)
  const editing = useCellEditing(spec, model, rows)
  return (
    <>
      <Toolbar
        spec={spec}
        model={model}
        rows={rows}
        search={asked.search}
        onSearch={asked.setSearch}
        hasFilters={hasFilters}
        filterCount={asked.query.filter.length}
        onFilters={() => {
          if (hasFilters) asked.setDrafts(new Map())
          setHasFilters(!hasFilters)
        }}
      />
      <Grid
        ref={viewport}
        spec={spec}
        model={model}
        rows={rows}
        selection={selection}
        editing={editing}
        place={place}
        onPlace={setPlace}
        filters={hasFilters ? { drafts: asked.drafts, onDrafts: asked.setDrafts } : null}
      />
      <TableStatus rows={rows} isLoading={spec.total !== undefined} />
      {spec.cell_content_bar && <CellBar spec={spec} model={model} rows={rows} place={place} />}
      <SelectionBar spec={spec} selection={selection} />
    </>
  )
}
