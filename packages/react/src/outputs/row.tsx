import type { NodeId } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useShownSession } from '../context/shown-session-context'
import { useSessionValue } from '../hooks/use-shown-session'
import { NodeChildren } from './frame/node-children'
import type { RendererProps } from './frame/renderer-props'
import { useScopeHooks } from './frame/scope-hooks'
import { useOutputRoot } from './frame/use-output-root'

/** Children side by side. */
export function RowOutput({ spec }: RendererProps<'row'>): ReactNode {
  const tracks = useTracks(spec.id, spec.size, 'minmax(0,1fr)')
  return (
    <div
      {...useOutputRoot(spec, `grid-template-columns:${tracks}`)}
      {...useScopeHooks(spec)}
      className="webio-row webio-block"
    >
      <NodeChildren id={spec.id} bare />
    </div>
  )
}

/** Children one below the other. */
export function ColumnOutput({ spec }: RendererProps<'column'>): ReactNode {
  const tracks = useTracks(spec.id, spec.size, 'auto')
  return (
    <div
      {...useOutputRoot(spec, `grid-template-rows:${tracks}`)}
      {...useScopeHooks(spec)}
      className="webio-column webio-block"
      data-spaced={OWN_TRACKS.test(tracks) ? '' : undefined}
    >
      <NodeChildren id={spec.id} bare />
    </div>
  )
}

/** Default tracks, which the author did not choose: shares and gaps, or the height of their content. */
const OWN_TRACKS = /^((1fr|auto|10px)( |$))+$/

/** An empty track. */
export function GapOutput({ spec }: RendererProps<'gap'>): ReactNode {
  return <div {...useOutputRoot(spec)} className="webio-gap" />
}

/** The track list: as given, or else one track for each child, with a narrow one for a gap. */
function useTracks(id: NodeId, size: string | undefined, track: string): string {
  const shown = useShownSession()
  const trackOf = (child: NodeId): string => (shown.session.node(child)?.spec.type === 'gap' ? '10px' : track)
  return useSessionValue(shown, id, () => size ?? (shown.children.of(id).map(trackOf).join(' ') || 'none'))
}
