import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { lazyModule, useLazyModule } from '../../lazy-module'

const highlighter = lazyModule(typeof window === 'undefined' ? null : () => import('./highlight'))

/** Longer code, and code with longer lines, has no colors: each colored part is an element, and some languages read a whole line at a time. */
const MAX_COLORED = 20_000
const LONG_LINE = /.{1001}/

interface HighlightedCodeProps {
  readonly code: string
  readonly language?: string | undefined
}

/** Source code: plain at first, in colors once the highlighter and the language have been loaded. */
export function HighlightedCode({ code, language = '' }: HighlightedCodeProps): ReactNode {
  const isColored = language !== '' && code.length <= MAX_COLORED && !LONG_LINE.test(code)
  const loaded = useLazyModule(highlighter, isColored)
  const lazyParser = useMemo(() => loaded?.parserFor(code, language) ?? null, [loaded, code, language])
  const parser = useLazyModule(lazyParser, isColored)
  const parts = useMemo(
    () => (isColored && parser ? loaded?.highlight(code, parser) : undefined),
    [isColored, loaded, parser, code],
  )
  return (
    <code className="webio-code-text">
      {parts
        ? parts.map(({ text, classes }, index) =>
            classes === '' ? (
              text
            ) : (
              <span key={index} className={classes}>
                {text}
              </span>
            ),
          )
        : code}
    </code>
  )
}
