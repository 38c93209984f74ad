import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { lazyModule, useLazyModule } from '../../lazy-module'

const highlighter = lazyModule(typeof window === 'undefined' ? null : () => import('./highlight'))

/** The lines in the first so many characters have colors. Each colored part is an element, so colors of much more code would cost seconds. */
const MAX_COLORED = 20_000

/** Code with a line of more than 1,000 characters has no colors, because some languages read a whole line at a time. */
const LONG_LINE = /.{1001}/

interface HighlightedCodeProps {
  readonly code: string
  readonly language?: string | undefined
}

/** Source code: plain at first, in colors once the highlighter and the language have been loaded. */
export function HighlightedCode({ code, language = '' }: HighlightedCodeProps): ReactNode {
  // It stays the same while code grows beyond it, and so do its colors.
  const head = useMemo(() => (language === '' ? '' : headOf(code)), [code, language])
  const isColored = head !== ''
  const loaded = useLazyModule(highlighter, isColored)
  const lazyParser = useMemo(() => loaded?.parserFor(head, language) ?? null, [loaded, head, language])
  const parser = useLazyModule(lazyParser, isColored)
  const parts = useMemo(
    () => (isColored && parser ? loaded?.highlight(head, parser) : undefined),
    [isColored, loaded, parser, head],
  )
  return (
    <code className="webio-code-text">
      {parts?.map(({ text, classes }, index) =>
        classes === '' ? (
          text
        ) : (
          <span key={index} className={classes}>
            {text}
          </span>
        ),
      )}
      {parts ? code.slice(head.length) : code}
    </code>
  )
}

/** The lines at the beginning that have colors; empty if there are none. */
function headOf(code: string): string {
  const head = code.length <= MAX_COLORED ? code : code.slice(0, code.lastIndexOf('\n', MAX_COLORED) + 1)
  return LONG_LINE.test(head) ? '' : head
}
