import type { ReactNode } from 'react'
import { Button } from '../../button'
import { useText } from '../../context/use-text'
import type { ShownRows } from './shown-rows'

const SMALL = { small: true, outline: true } as const

interface TableStatusProps {
  readonly rows: ShownRows
  readonly isLoading: boolean
}

/** Reports what is wrong with the rows, or that there are none. */
export function TableStatus({ rows, isLoading }: TableStatusProps): ReactNode {
  const say = useText()
  if (rows.failure !== null) {
    return (
      <div className="webio-datatable-note" role="alert" data-failed="">
        <span>
          {say({ id: 'table_failed' })} {rows.failure}
        </span>
        <Button look={SMALL} onClick={rows.retry}>
          {say({ id: 'retry' })}
        </Button>
      </div>
    )
  }
  if (rows.count > 0 || isLoading || rows.all === null) return null
  return <div className="webio-datatable-note">{say({ id: 'table_no_rows' })}</div>
}
