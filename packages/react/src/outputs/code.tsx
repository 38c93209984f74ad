import type { ReactNode } from 'react'
import { CodeBox } from './code/code-box'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'

/** Source code. It scrolls if it is higher than `rows`. */
export function CodeOutput({ spec }: RendererProps<'code'>): ReactNode {
  const css = spec.rows === undefined ? '' : `--webio-code-rows:${spec.rows}`
  return (
    <div {...useOutputRoot(spec, css)} className="webio-code webio-block">
      <CodeBox code={spec.code} language={spec.language} />
    </div>
  )
}
