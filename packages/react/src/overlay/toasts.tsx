import type { NodeId } from '@webio/core/protocol'
import { TOASTS_ID } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import type { SpecOf } from '../components'
import { useNode, useSpec } from '../store/use-session'
import { Toast } from './toast'
import { inToastStack } from './toast-stack'

const POSITIONS: readonly SpecOf<'toast'>['position'][] = ['left', 'center', 'right']

/** The toasts that show, the newest at the bottom of its column. */
export function Toasts(): ReactNode {
  const ids = useNode(TOASTS_ID)?.children ?? []
  if (ids.length === 0) return null
  return (
    <div ref={inToastStack} className="webio-toasts">
      {POSITIONS.map((position) => (
        <div key={position} className="webio-toast-column" data-position={position}>
          {ids.map((id) => (
            <ToastAt key={id} id={id} position={position} />
          ))}
        </div>
      ))}
    </div>
  )
}

interface ToastAtProps {
  readonly id: NodeId
  readonly position: SpecOf<'toast'>['position']
}

function ToastAt({ id, position }: ToastAtProps): ReactNode {
  const spec = useSpec(id)
  return spec?.type === 'toast' && spec.position === position ? <Toast spec={spec} /> : null
}
