import type { NodeId } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { memo } from 'react'
import { LaterForm } from '../../forms/later-form'
import { useContainedForms } from '../../hooks/use-shown-forms'
import { useShownOutputs } from '../../hooks/use-shown-outputs'
import { useChunks } from '../../hooks/use-shown-session'
import { FramedOutput, useOutputFrame } from './framed-output'

interface NodeChildrenProps {
  readonly id: NodeId
  /** Renders the children directly into the parent element, as a grid needs: without elements around the chunks. */
  readonly bare?: boolean
}

/** The outputs inside a node, followed by the forms that were opened there. */
export function NodeChildren({ id, bare = false }: NodeChildrenProps): ReactNode {
  const chunks = useChunks(id)
  const forms = useContainedForms(id)
  const className = chunks.length > 1 ? 'webio-chunk webio-chunk-long' : 'webio-chunk'
  return (
    <>
      {chunks.map(({ key, ids }) => (
        <ChunkView key={key} ids={ids} className={bare ? undefined : className} />
      ))}
      {forms.map((form) => (
        <LaterForm key={form} id={form} />
      ))}
    </>
  )
}

interface ChunkViewProps {
  readonly ids: readonly NodeId[]
  /** The class of the element around the chunk; undefined if there is no such element. */
  readonly className: string | undefined
}

/**
 * Renders again only if the chunk itself changes. It has a single child rather than one for each output: React visits the children of a component
 * that it skips, so each output would cost time in every render of a long list.
 */
const ChunkView = memo(function ChunkView({ ids, className }: ChunkViewProps): ReactNode {
  const outputs = <ChunkOutputs ids={ids} />
  return className === undefined ? outputs : <div className={className}>{outputs}</div>
})

function ChunkOutputs({ ids }: { readonly ids: readonly NodeId[] }): ReactNode {
  const outputs = useShownOutputs(ids)
  const frame = useOutputFrame()
  return outputs.map((spec) => spec && <FramedOutput key={spec.id} spec={spec} {...frame} />)
}
