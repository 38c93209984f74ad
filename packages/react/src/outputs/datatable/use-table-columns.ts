import type { DatatableNode, Json, RowQuery } from '@webio/core/protocol'
import type { RefObject } from 'react'
import { useContext, useMemo, useState } from 'react'
import { TextsContext } from '../../context/texts-context'
import type { ColumnModel } from './column-model'
import { useColumnModel } from './column-model'
import { fitted, naturalWidth } from './column-widths'
import type { ShownRows } from './shown-rows'
import { useWidth } from './use-width'

/** How many rows are sampled to determine the width of a column. */
const SAMPLE = 40

/** Some values of each column. */
type Sample = readonly (readonly Json[])[]

function sampleOf(width: number, rows: ShownRows): Sample {
  const indexes = Array.from({ length: Math.min(rows.count, SAMPLE) }, (_, row) => row)
  return Array.from({ length: width }, (_, column) => indexes.map((row) => rows.valueAt(row, column)))
}

interface Sorting {
  readonly sorting: RowQuery['sort']
  readonly setSorting: (sorting: RowQuery['sort']) => void
}

/** The columns of a data table, as wide as their values need and the table allows. */
export function useTableColumns(
  { columns }: DatatableNode,
  rows: ShownRows,
  viewport: RefObject<HTMLElement | null>,
  { sorting, setSorting }: Sorting,
): ColumnModel {
  const { direction } = useContext(TextsContext)
  const available = useWidth(viewport)
  // The first rows that arrive decide: a width that follows the rows in view would make columns jump.
  const [sample, setSample] = useState<Sample | null>(null)
  if (!sample && rows.count > 0 && rows.idAt(0) !== undefined) setSample(sampleOf(columns.length, rows))
  const natural = useMemo(
    () => columns.map((column, index) => naturalWidth(column, sample?.[index] ?? [])),
    [columns, sample],
  )
  const shown = useMemo(() => columns.filter(({ hide }) => !hide), [columns])
  const widths = useMemo(() => {
    const visible = columns.flatMap(({ hide }, index) => (hide ? [] : [natural[index] ?? 0]))
    const fit = fitted(shown, visible, available)
    let at = 0
    return columns.map(({ hide }) => (hide ? 0 : (fit[at++] ?? 0)))
  }, [columns, shown, natural, available])
  return useColumnModel(columns, widths, direction, sorting, setSorting)
}
