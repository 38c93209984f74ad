import type { NodeId } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import type { SpecOf } from '../components'
import { useNode, useSpec } from '../store/use-node'
import { Toast } from './toast'

const POSITIONS: readonly SpecOf<'toast'>['position'][] = ['left', 'center', 'right']

/** The toasts that show, the newest at the bottom of its column. */
export function Toasts({ ids }: { readonly ids: NodeId }): ReactNode {
  const children = useNode(ids)?.children ?? []
  if (children.length === 0) return null
  return POSITIONS.map((position) => (
    <div key={position} className="webio-toasts" data-position={position}>
      {children.map((id) => (
        <ToastAt key={id} id={id} position={position} />
      ))}
    </div>
  ))
}

interface ToastAtProps {
  readonly id: NodeId
  readonly position: SpecOf<'toast'>['position']
}

function ToastAt({ id, position }: ToastAtProps): ReactNode {
  const spec = useSpec(id)
  return spec?.type === 'toast' && spec.position === position ? <Toast spec={spec} /> : null
}
