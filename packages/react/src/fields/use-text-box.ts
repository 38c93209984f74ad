import type { ChangeEventHandler, CompositionEventHandler, RefObject } from 'react'
import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react'
import { useShownSession } from '../context/shown-session-context'
import type { TextBox } from './typed-text'
import { replaceText } from './typed-text'

/** The attributes of a text box that `useTextBox` manages. */
export interface TextBoxProps<Box extends TextBox> {
  readonly ref: RefObject<Box | null>
  readonly defaultValue: string
  readonly onChange: ChangeEventHandler<Box>
  readonly onBlur: () => void
  readonly onCompositionStart: CompositionEventHandler<Box>
  readonly onCompositionEnd: CompositionEventHandler<Box>
}

/**
 * Manages the text of a box that both a person and the session write. React does not control it: a text from the session does not move the
 * caret, waits while an input method composes, and leaves alone a value that came without an event.
 * @param shown the text that the session or the model wants in the box
 */
export function useTextBox<Box extends TextBox>(
  shown: string,
  onText: (text: string) => void,
  onLeave: () => void,
): TextBoxProps<Box> {
  const { silentChanges } = useShownSession()
  const box = useRef<Box>(null)
  const [defaultValue] = useState(shown)
  /** The last text that the model and the box agreed on. */
  const known = useRef(shown)
  const isComposing = useRef(false)
  const tell = useRef(onText)
  // The model may answer a text with its previous one, such as after a reset. Then nothing else renders the box again.
  const [, renderAgain] = useReducer((count: number) => count + 1, 0)

  const write = (): void => {
    if (!box.current || isComposing.current || known.current === shown) return
    known.current = shown
    if (box.current.value !== shown) replaceText(box.current, shown)
  }
  useLayoutEffect(() => {
    tell.current = onText
    write()
  })
  const read = useCallback((): void => {
    const { value } = box.current ?? {}
    if (value === undefined || value === known.current) return
    known.current = value
    tell.current(value)
    renderAgain()
  }, [])
  // The element may have been filled before the page loaded its code.
  useEffect(() => silentChanges.add(read), [silentChanges, read])

  return {
    ref: box,
    defaultValue,
    onChange: read,
    onBlur: () => {
      read()
      onLeave()
    },
    onCompositionStart: () => {
      isComposing.current = true
    },
    onCompositionEnd: () => {
      isComposing.current = false
      write()
    },
  }
}
