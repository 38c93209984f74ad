import type { ReactNode } from 'react'
import { useEffect } from 'react'
import type { SpecOf } from '../../components'
import { useShownSession } from '../../context/shown-session-context'

const MESSAGE =
  'The Markdown is nested too deeply, or has too many footnotes or marks in a paragraph, so its source is shown.'

/** The source of a text that would take the page too long. The server is told. */
export function MarkdownSource({ spec }: { readonly spec: SpecOf<'markdown'> }): ReactNode {
  const { session } = useShownSession()
  useEffect(() => {
    session.send({ type: 'output-report', output: spec.id, problem: 'failed', message: MESSAGE })
  }, [session, spec.id])
  return <div className="webio-text">{spec.markdown}</div>
}
