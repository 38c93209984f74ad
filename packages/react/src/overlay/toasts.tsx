import type { Message, NodeId } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import type { SpecOf } from '../components'
import { useShownSession } from '../context/shown-session-context'
import { useClosed, useSpec } from '../hooks/use-shown-session'
import { Toast } from './toast'
import { inToastStack } from './toast-stack'

const POSITIONS: readonly SpecOf<'toast'>['position'][] = ['left', 'center', 'right']

/** The visible toasts, with the newest at the bottom of its column. */
export function Toasts({ ids }: { readonly ids: readonly NodeId[] }): ReactNode {
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
  const hasFailed = useClosed(useShownSession())?.reason === 'failed'
  if (spec?.type !== 'toast' || spec.position !== position) return null
  // The notice of the end reports it permanently.
  return hasFailed && isInternalError(spec.content) ? null : <Toast spec={spec} />
}

function isInternalError(content: Message): boolean {
  return typeof content === 'object' && content.id === 'internal_error'
}
