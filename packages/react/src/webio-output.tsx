import type { NodeId } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useProvider } from './context/provider-context'
import { SessionBoundary } from './context/session-boundary'
import { OutputView } from './outputs/frame/output-view'
import { Surface } from './surface'

/** Props of `<WebIOOutput>`. */
export interface WebIOOutputProps {
  /** Id of the output, as `useScope()`, `useOutput()` and the nodes of containers name it: a panel of tabs, a cell of a table. */
  readonly id: NodeId
}

/**
 * Draws one output with all its contents, for the parts of a container that the host page draws itself. Draws nothing if the output no longer exists.
 *
 * @example
 * const Tabs = ({ node }: OutputProps<'tabs'>) =>
 *   node.tabs.map(({ title, panel }) => <Panel key={panel} title={title}><WebIOOutput id={panel} /></Panel>)
 */
export function WebIOOutput({ id }: WebIOOutputProps): ReactNode {
  const { shown } = useProvider('<WebIOOutput>')
  if (!shown) return null
  return (
    <Surface>
      <SessionBoundary shown={shown}>
        <OutputView id={id} />
      </SessionBoundary>
    </Surface>
  )
}
