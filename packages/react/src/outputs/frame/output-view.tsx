import type { NodeId } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { memo } from 'react'
import type { Placement } from '../../session/placed-scopes'
import { useScopePlace } from '../../hooks/use-scope-place'
import { useSpec } from '../../hooks/use-shown-session'
import { FramedOutput, useOutputFrame } from './framed-output'

interface OutputViewProps {
  readonly id: NodeId
  /** The host page's place that this is. If missing, this is where the task put the node. */
  readonly place?: symbol
}

/** One output. Renders again only when its own node changes. */
export const OutputView = memo(function OutputView({ id, place }: OutputViewProps): ReactNode {
  const spec = useSpec(id)
  const frame = useOutputFrame()
  const placedAt = useScopePlace(spec?.duplicate ? undefined : spec?.scope)
  if (!spec || !isHere(placedAt, place)) return null
  return <FramedOutput spec={spec} {...frame} />
})

/**
 * A place of the host page shows the scope unless another place does. The place may be unregistered, as it is while React keeps it hidden. The
 * task's own position shows the scope only if the host page has no place for it.
 */
function isHere(placedAt: Placement, place: symbol | undefined): boolean {
  return place === undefined ? placedAt === undefined : (placedAt ?? place) === place
}
