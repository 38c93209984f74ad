import type { ChangeEventHandler, CompositionEventHandler, RefObject } from 'react'
import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react'
import { useShownSession } from '../context/shown-session-context'
import type { TextBox } from './typed-text'
import { replaceText } from './typed-text'

/** The attributes of a text box that `useTextBox` looks after. */
export interface TextBoxProps<Box extends TextBox> {
  readonly ref: RefObject<Box | null>
  readonly defaultValue: string
  readonly onChange: ChangeEventHandler<Box>
  readonly onBlur: () => void
  readonly onCompositionStart: CompositionEventHandler<Box>
  readonly onCompositionEnd: CompositionEventHandler<Box>
}

/**
 * The text of a box that a person and the session both write. React does not control it: a text of the session's does not move the caret,
 * waits until an input method has composed, and leaves alone what came without an event.
 * @param shown what the session or the model says is in the box
 */
export function useTextBox<Box extends TextBox>(
  shown: string,
  onText: (text: string) => void,
  onLeave: () => void,
): TextBoxProps<Box> {
  const { silentChanges } = useShownSession()
  const box = useRef<Box>(null)
  const [defaultValue] = useState(shown)
  /** What the model has heard of the box, or the box of the model. */
  const known = useRef(shown)
  const isComposing = useRef(false)
  const tell = useRef(onText)
  // The model may answer a text with what it had before, such as after a reset: then nothing else renders the box again.
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
  // The element may have been filled before the page had its code.
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
