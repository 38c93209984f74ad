import type { Message } from '@webio/core/protocol'
import { ENGLISH_MESSAGES, messageText } from '@webio/core/protocol'
import type { NumberSeparators } from '@webio/core/protocol'
import { createContext, useCallback, useContext, useMemo } from 'react'
import type { Texts } from '../texts/texts'

/** The page's own texts in its language. */
export interface TextsValue {
  readonly texts: Texts
  readonly direction: 'ltr' | 'rtl'
  /** The tag of the language that `lang`, numbers and dates use: one that `Intl` accepts. */
  readonly tag: string
}

export const TextsContext = createContext<TextsValue>({
  texts: ENGLISH_MESSAGES,
  direction: 'ltr',
  tag: 'en',
})

/** Returns a function that turns a message into text in the page's language. */
export function useText(): (message: Message) => string {
  const { texts } = useContext(TextsContext)
  return useCallback((message: Message) => messageText(message, texts), [texts])
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
