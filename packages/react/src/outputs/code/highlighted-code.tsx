import type { ElementContent } from 'hast'
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { lazyModule, useLazyModule } from '../../lazy-module'

const highlighter = lazyModule(() => import('./highlight'))

/** Longer code, and code with longer lines, shows without colors: the highlighter takes more than its share of time for them. */
const MAX_COLORED = 20_000
const LONG_LINE = /.{1001}/

interface HighlightedCodeProps {
  readonly code: string
  readonly language?: string | undefined
}

/** Source code: as text at once, in colors when the highlighter has been loaded and knows the language. */
export function HighlightedCode({ code, language = '' }: HighlightedCodeProps): ReactNode {
  const isColored = language !== '' && code.length <= MAX_COLORED && !LONG_LINE.test(code)
  const loaded = useLazyModule(highlighter, isColored)
  const tokens = useMemo(
    () => (isColored ? loaded?.highlight(code, language.toLowerCase()) : null),
    [isColored, loaded, code, language],
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
