import type { DatatableNode } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { Button } from '../../button'
import { useText } from '../../context/use-text'
import { useIsLive } from '../../hooks/use-shown-session'
import type { Selection } from './selection'

const SMALL = { small: true, outline: true } as const
const PLAIN = { small: true, link_style: true } as const

interface SelectionBarProps {
  readonly spec: DatatableNode
  readonly selection: Selection
}

/** What can be done with the selected rows. */
export function SelectionBar({ spec, selection }: SelectionBarProps): ReactNode {
  const say = useText()
  const isLive = useIsLive()
  if (selection.ids.size === 0) return null
  return (
    <div className="webio-datatable-selection">
      {spec.actions?.map((label, index) =>
        label === null ? (
          <span
            key={index}
            className="webio-datatable-separator"
            role="separator"
            aria-orientation="vertical"
          />
        ) : (
          <Button key={index} look={SMALL} disabled={!isLive} onClick={() => selection.act(index)}>
            {label}
          </Button>
        ),
      )}
      <span className="webio-datatable-count" role="status">
        {say({ id: 'table_selected', args: [selection.ids.size] })}
      </span>
      <Button look={PLAIN} onClick={selection.none}>
        {say({ id: 'table_unselect' })}
      </Button>
    </div>
  )
}
