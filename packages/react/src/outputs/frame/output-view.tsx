import type { NodeId } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { memo } from 'react'
import { useScopePlace } from '../../hooks/use-scope-place'
import { useSpec } from '../../hooks/use-shown-session'
import { DuplicateScope } from './duplicate-scope'
import { OutputBoundary } from './output-boundary'
import { RenderedOutput } from './rendered-output'

interface OutputViewProps {
  readonly id: NodeId
  /** Where the host page placed the scope that this node is; without it, the node shows where the task put it. */
  readonly place?: symbol
}

/** One output. Renders again when its own node changes, and at nothing else. */
export const OutputView = memo(function OutputView({ id, place }: OutputViewProps): ReactNode {
  const spec = useSpec(id)
  const placedAt = useScopePlace(spec?.duplicate ? undefined : spec?.scope)
  if (!spec || placedAt !== place) return null
  if (spec.duplicate) return <DuplicateScope spec={spec} />
  return (
    <OutputBoundary spec={spec}>
      <RenderedOutput spec={spec} />
    </OutputBoundary>
  )
})
