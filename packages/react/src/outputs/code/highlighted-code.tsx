import type { ElementContent } from 'hast'
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { lazyModule, useLazyModule } from '../../lazy-module'

const highlighter = lazyModule(() => import('./highlight'))

/** Longer code, and code with longer lines, shows without colours: the highlighter takes more than its share of time for them. */
const MAX_COLOURED = 20_000
const LONG_LINE = /.{1001}/

interface HighlightedCodeProps {
  readonly code: string
  readonly language?: string | undefined
}

/** Source code: as text at once, in colours when the highlighter has been loaded and knows the language. */
export function HighlightedCode({ code, language = '' }: HighlightedCodeProps): ReactNode {
  const isColoured = language !== '' && code.length <= MAX_COLOURED && !LONG_LINE.test(code)
  const loaded = useLazyModule(highlighter, isColoured)
  const tokens = useMemo(
    () => (isColoured ? loaded?.highlight(code, language.toLowerCase()) : null),
    [isColoured, loaded, code, language],
  )
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
