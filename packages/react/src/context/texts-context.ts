import type { FirstMessageRef, NumberSeparators } from '@webio/core/protocol'
import { firstText } from '@webio/core/protocol'
import { createContext, useCallback, useContext, useMemo } from 'react'
import type { Texts } from '../texts/texts'

/** The page's own texts in its language. */
export interface TextsValue {
  /** Missing ones are in English. */
  readonly texts: Partial<Texts>
  readonly direction: 'ltr' | 'rtl'
  /** The tag of the language that `lang`, numbers and dates use: one that `Intl` accepts. */
  readonly tag: string
}

export const TextsContext = createContext<TextsValue>({ texts: {}, direction: 'ltr', tag: 'en' })

/**
 * Returns a function that turns a first message into text in the page's language. Code that is part of every page uses it: `useText` needs all texts
 * in English.
 */
export function useFirstText(): (message: FirstMessageRef) => string {
  const { texts } = useContext(TextsContext)
  return useCallback((message: FirstMessageRef) => firstText(message, texts), [texts])
}

/** How numbers are written in the page's language. */
export function useSeparators(): NumberSeparators {
  const { tag } = useContext(TextsContext)
  return useMemo(() => separatorsOf(tag), [tag])
}

function separatorsOf(tag: string): NumberSeparators {
  const parts = new Intl.NumberFormat(tag).formatToParts(1234567.8)
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? ''
  return { decimal: of('decimal'), group: of('group') }
}

/** The tag of the page's language, for numbers and dates. */
export function useLocale(): string {
  return useContext(TextsContext).tag
}
