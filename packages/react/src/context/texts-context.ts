import type { Message } from '@webio/core/protocol'
import { ENGLISH_MESSAGES, messageText } from '@webio/core/protocol'
import { createContext, useCallback, useContext } from 'react'
import type { Texts } from '../texts/texts'

/** The page's own texts in its language. */
export interface TextsValue {
  readonly texts: Texts
  readonly direction: 'ltr' | 'rtl'
}

export const TextsContext = createContext<TextsValue>({ texts: ENGLISH_MESSAGES, direction: 'ltr' })

/** A function that gives the text of a message in the page's language. */
export function useText(): (message: Message) => string {
  const { texts } = useContext(TextsContext)
  return useCallback((message: Message) => messageText(message, texts), [texts])
}
