import type { ReactNode } from 'react'
import { useShownSession } from '../context/shown-session-context'
import { useText } from '../context/use-text'
import { useChildren } from '../hooks/use-shown-session'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'
import { LogPiece } from './logbox/log-piece'
import { hiddenLines } from './logbox/hidden-lines'
import { useKeepBottom } from './use-keep-bottom'

/** A box of lines that grows at its end. Screen readers announce the new lines. */
export function LogboxOutput({ spec }: RendererProps<'logbox'>): ReactNode {
  const text = useText()
  const { session } = useShownSession()
  const content = useKeepBottom(spec.keep_bottom ?? false)
  const pieces = useChildren(spec.id)
  const hidden = hiddenLines(
    pieces.map((id) => session.node(id)?.spec),
    spec.max_lines,
  )
  return (
    <div
      role="log"
      aria-label={text({ id: 'log_name' })}
      tabIndex={0}
      {...useOutputRoot(spec, spec.height === undefined ? '' : `height:${spec.height}`)}
      className="webio-logbox webio-block"
    >
      <pre ref={content} className="webio-logbox-text">
        {pieces.map((id, index) => (
          <LogPiece key={id} id={id} hidden={hidden[index] ?? 0} />
        ))}
      </pre>
    </div>
  )
}
