import type { Message } from '@webio/core/protocol'
import { messageText } from '@webio/core/protocol'
import { useCallback, useContext } from 'react'
import { TextsContext } from './texts-context'

/** Returns a function that turns a message into text in the page's language. */
export function useText(): (message: Message) => string {
  const { texts } = useContext(TextsContext)
  return useCallback((message: Message) => messageText(message, texts), [texts])
}
