import type { NodeSpec } from '@webio/core/protocol'
import { useViewOptions } from '../../context/view-options'

/** The attributes by which style sheets and tests find a scope. */
export interface ScopeHooks {
  readonly 'data-webio-scope'?: string
  readonly id?: string
}

/** What the element that holds a node's children gets, where the node is a scope. */
export function useScopeHooks({ scope, duplicate }: NodeSpec): ScopeHooks {
  const { isStandAlone } = useViewOptions()
  if (scope === undefined || duplicate) return {}
  return { 'data-webio-scope': scope, ...(isStandAlone && { id: `webio-scope-${scope}` }) }
}
