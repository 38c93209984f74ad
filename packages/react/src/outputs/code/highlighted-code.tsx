import type { ElementContent } from 'hast'
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { lazyModule, useLazyModule } from '../../lazy-module'

const highlighter = lazyModule(() => import('./highlight'))

interface HighlightedCodeProps {
  readonly code: string
  readonly language?: string | undefined
}

/** Source code: as text at once, in colours when the highlighter has been loaded and knows the language. */
export function HighlightedCode({ code, language = '' }: HighlightedCodeProps): ReactNode {
  const loaded = useLazyModule(highlighter, language !== '')
  const tokens = useMemo(() => loaded?.highlight(code, language.toLowerCase()), [loaded, code, language])
  return <code className="webio-code-text">{tokens ? tokens.map(tokenToReact) : code}</code>
}

function tokenToReact(token: ElementContent, index: number): ReactNode {
  if (token.type === 'text') return token.value
  if (token.type !== 'element') return null
  const names = token.properties['className']
  return (
    <span key={index} className={Array.isArray(names) ? names.join(' ') : undefined}>
      {token.children.map(tokenToReact)}
    </span>
  )
}
