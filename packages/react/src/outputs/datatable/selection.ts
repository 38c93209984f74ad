import type { DatatableNode, Json, RowId } from '@webio/core/protocol'
import { useCallback, useMemo, useState } from 'react'
import { useShownSession } from '../../context/shown-session-context'
import { fireCallback } from '../frame/fire-callback'
import type { ShownRows } from './shown-rows'

/** The selected rows, and how a person changes the selection. */
export interface Selection {
  readonly mode: 'single' | 'multiple' | undefined
  readonly ids: ReadonlySet<RowId>
  /** Selects a row, or deselects it if several can be selected. */
  toggle(index: number): void
  /** Selects all rows between the last toggled one and this one. */
  extendTo(index: number): void
  all(): void
  none(): void
  /** Runs an action with the selected rows. */
  act(index: number): void
}

interface Chosen {
  readonly ids: ReadonlySet<RowId>
  /** The version of the source that the ids come from. */
  readonly source: number | undefined
}

const NOTHING: ReadonlySet<RowId> = new Set()

/** The selection of a data table. Removed rows are not selected. */
export function useSelection(spec: DatatableNode, rows: ShownRows): Selection {
  const shown = useShownSession()
  const { id, select: mode, watch, source } = spec
  const [chosen, setChosen] = useState<Chosen>({ ids: NOTHING, source })
  const [anchor, setAnchor] = useState<number | null>(null)
  const ids = useMemo(
    () => new Set(chosen.source === source ? [...chosen.ids].filter((one) => rows.has(one)) : []),
    [chosen, source, rows],
  )

  const choose = useCallback(
    (next: ReadonlySet<RowId>): void => {
      setChosen({ ids: next, source })
      if (watch && next.size > 0) fireCallback(shown, id, 'select', valueOf(next, mode))
    },
    [shown, id, mode, watch, source],
  )

  return useMemo(() => {
    const range = (from: number, to: number): RowId[] => {
      const found: RowId[] = []
      for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
        const one = rows.idAt(index)
        if (one !== undefined) found.push(one)
      }
      return found
    }
    return {
      mode,
      ids,
      toggle: (index) => {
        const one = rows.idAt(index)
        if (!mode || one === undefined) return
        setAnchor(index)
        if (mode === 'single') return ids.has(one) ? undefined : choose(new Set([one]))
        const next = new Set(ids)
        if (!next.delete(one)) next.add(one)
        choose(next)
      },
      extendTo: (index) => {
        if (mode === 'multiple') choose(new Set([...ids, ...range(anchor ?? index, index)]))
      },
      all: () => {
        if (mode === 'multiple') choose(new Set(range(0, rows.count - 1)))
      },
      none: () => choose(NOTHING),
      act: (index) => fireCallback(shown, id, index, valueOf(ids, mode)),
    }
  }, [mode, ids, rows, anchor, choose, shown, id])
}

function valueOf(ids: ReadonlySet<RowId>, mode: Selection['mode']): Json {
  return mode === 'multiple' ? [...ids] : ([...ids][0] ?? null)
}
