import type { NodeSpec } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useFirstText } from '../../context/texts-context'
import { useOutputRoot } from './use-output-root'

/** Replaces a scope whose name is taken (rule C2). */
export function DuplicateScope({ spec }: { readonly spec: NodeSpec }): ReactNode {
  const text = useFirstText()
  return (
    <div {...useOutputRoot(spec)} className="webio-broken">
      {text({ id: 'duplicated_scope_name' })}
    </div>
  )
}
