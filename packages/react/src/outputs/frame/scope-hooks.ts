import type { NodeSpec } from '@webio/core/protocol'
import { useViewOptions } from '../../context/view-options'

/** The attributes that identify a scope to style sheets and tests. */
export interface ScopeHooks {
  readonly 'data-webio-scope'?: string
  readonly id?: string
}

/** The attributes for the element that holds a node's children, if the node is a scope. */
export function useScopeHooks({ scope, duplicate }: NodeSpec): ScopeHooks {
  const { isStandAlone } = useViewOptions()
  if (scope === undefined || duplicate) return {}
  return { 'data-webio-scope': scope, ...(isStandAlone && { id: `webio-scope-${scope}` }) }
}
