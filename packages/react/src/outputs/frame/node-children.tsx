import type { NodeId } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { memo } from 'react'
import { FormView } from '../../forms/form-view'
import { useContainedForms } from '../../hooks/use-shown-forms'
import { useChunks } from '../../hooks/use-shown-session'
import { OutputView } from './output-view'

interface NodeChildrenProps {
  readonly id: NodeId
  /** Children are the parent element's own, as a grid needs them: no elements around the chunks. */
  readonly bare?: boolean
}

/** The outputs inside a node, and behind them the forms that were opened there. */
export function NodeChildren({ id, bare = false }: NodeChildrenProps): ReactNode {
  const chunks = useChunks(id)
  const forms = useContainedForms(id)
  const className = chunks.length > 1 ? 'webio-chunk webio-chunk-long' : 'webio-chunk'
  return (
    <>
      {chunks.map(({ key, ids }) =>
        bare ? (
          <ChunkOutputs key={key} ids={ids} />
        ) : (
          <div key={key} className={className}>
            <ChunkOutputs ids={ids} />
          </div>
        ),
      )}
      {forms.map((form) => (
        <FormView key={form} id={form} />
      ))}
    </>
  )
}

/** Renders again only when the chunk itself is another one. */
const ChunkOutputs = memo(function ChunkOutputs({ ids }: { readonly ids: readonly NodeId[] }): ReactNode {
  return ids.map((id) => <OutputView key={id} id={id} />)
})
