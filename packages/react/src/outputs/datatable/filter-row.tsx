import type { DatatableColumn, DatatableNode } from '@webio/core/protocol'
import { FILTER_OPERATORS } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useText } from '../../context/use-text'
import { NO_FORM } from '../../dom/no-form'
import type { ModelColumn } from './column-model'
import { indexOf } from './column-model'
import type { FilterDraft, FilterDrafts } from './filters'
import { emptyDraft, takesValue } from './filters'
import type { Pinning } from './use-pinning'

/** What a person has entered, and the function to call with the next change. */
export interface FilterEditing {
  readonly drafts: FilterDrafts
  readonly onDrafts: (drafts: FilterDrafts) => void
}

interface FilterRowProps extends FilterEditing {
  readonly spec: DatatableNode
  readonly columns: readonly ModelColumn[]
  readonly pinning: Pinning
  /** Counted from 1, as in ARIA. */
  readonly rowIndex: number
}

/** A filter below each heading. */
export function FilterRow({ spec, columns, pinning, rowIndex, drafts, onDrafts }: FilterRowProps): ReactNode {
  return (
    <div className="webio-datatable-row webio-datatable-filters" role="row" aria-rowindex={rowIndex}>
      {columns.map((model, at) => {
        const index = indexOf(model)
        const column = spec.columns[index]
        const change = (draft: FilterDraft): void => onDrafts(new Map(drafts).set(index, draft))
        return (
          <div
            key={model.id}
            className="webio-datatable-filter"
            role="gridcell"
            aria-colindex={at + 1}
            data-pinned={pinning[at]?.edge}
            style={pinning[at]?.style}
          >
            {column && column.filterable !== false && (
              <ColumnFilter
                column={column}
                draft={drafts.get(index) ?? emptyDraft(column.kind)}
                onChange={change}
              />
            )}
          </div>
        )
      })}
    </div>
  )
}

interface ColumnFilterProps {
  readonly column: DatatableColumn
  readonly draft: FilterDraft
  readonly onChange: (draft: FilterDraft) => void
}

function ColumnFilter({ column, draft, onChange }: ColumnFilterProps): ReactNode {
  const say = useText()
  const { header, kind } = column
  const name = say({ id: 'table_filter_of', args: [header] })
  const type = kind === 'number' ? 'number' : 'text'
  return (
    <>
      <select
        className="webio-datatable-operator"
        form={NO_FORM}
        aria-label={say({ id: 'table_operator_of', args: [header] })}
        value={draft.operator}
        onChange={({ target }) => {
          const operator = FILTER_OPERATORS[kind].find((one) => one === target.value)
          if (operator) onChange({ ...draft, operator })
        }}
      >
        {FILTER_OPERATORS[kind].map((operator) => (
          <option key={operator} value={operator}>
            {say({ id: `table_${operator}` })}
          </option>
        ))}
      </select>
      {takesValue(draft.operator) &&
        (kind === 'boolean' ? (
          <select
            className="webio-datatable-value"
            form={NO_FORM}
            aria-label={name}
            value={draft.value}
            onChange={({ target }) => onChange({ ...draft, value: target.value })}
          >
            <option value="">–</option>
            <option value="true">true</option>
            <option value="false">false</option>
          </select>
        ) : (
          <input
            className="webio-datatable-value"
            form={NO_FORM}
            type={type}
            step="any"
            aria-label={name}
            value={draft.value}
            onChange={({ target }) => onChange({ ...draft, value: target.value })}
          />
        ))}
      {draft.operator === 'between' && (
        <input
          className="webio-datatable-value"
          form={NO_FORM}
          type="number"
          step="any"
          aria-label={say({ id: 'table_upper_of', args: [header] })}
          value={draft.to}
          onChange={({ target }) => onChange({ ...draft, to: target.value })}
        />
      )}
    </>
  )
}
