import { ROOT_ID } from '@webio/core/protocol'
import { useCallback, useEffect, useRef } from 'react'
import { useShownSession } from '../context/shown-session-context'
import { useText } from '../context/use-text'
import { useServices } from '../context/services'
import { refocus } from '../dom/roots'
import type { ShownSession } from '../session/shown-session'

/** How often it looks for what follows the answer, and how many times. Usually, the next form or an output arrives in that time. */
const LOOK_MS = 50
const LOOKS = 10

/**
 * After a focused form that no other form follows, moves the focus to what came of it: the first output since then, or else the last output.
 * Otherwise a person who uses the keyboard would start at the top of the page, and a blind person would not learn that anything happened.
 * @returns a function to call when the form is submitted
 */
export function useFocusAfter(): () => void {
  const shown = useShownSession()
  const { focus } = useServices()
  const text = useText()
  /** The newest output at the time of the submit. */
  const before = useRef<number | null>(null)
  useEffect(
    () => () => {
      const { loss } = focus
      if (!loss) return
      const known = before.current ?? newestIn(shown)
      const look = (left: number): void => {
        // Another form may have come and gone since then.
        if (focus.loss !== loss || shown.session.tree.forms.size > 0) return
        const next = outputsOf(shown).find((id) => id > known)
        const isDrawn = next !== undefined && shown.elements.get(next) !== undefined
        if (!isDrawn && left > 0) return void setTimeout(look, LOOK_MS, left - 1)
        const target = shown.elements.get(next ?? outputsOf(shown).at(-1) ?? ROOT_ID)
        if (target?.hasAttribute('tabindex') === false) target.setAttribute('tabindex', '-1')
        refocus(target ?? null)
        if (next === undefined) shown.elements.announcer.say(text({ id: 'sent' }))
      }
      setTimeout(look, LOOK_MS, LOOKS - 1)
    },
    [shown, focus, text],
  )
  return useCallback(() => {
    before.current = newestIn(shown)
  }, [shown])
}

function outputsOf({ session }: ShownSession): readonly number[] {
  return session.node(ROOT_ID)?.children ?? []
}

function newestIn(shown: ShownSession): number {
  return Math.max(-1, ...outputsOf(shown))
}
