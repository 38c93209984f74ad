import { ROOT_ID } from '@webio/core/protocol'
import { useCallback, useEffect, useRef } from 'react'
import { useShownSession } from '../context/shown-session-context'
import { useText } from '../context/texts-context'
import { useServices } from '../context/services'
import { refocus } from '../dom/roots'
import type { ShownSession } from '../session/shown-session'

/** Within so long the next form, or what the answer led to, has come in most cases. */
const PATIENCE_MS = 500

/**
 * After a form that had the focus, and that no other follows, puts the focus on what came of it: the first output since, else the last one. Otherwise
 * whoever works with the keyboard would begin at the top of the page, and whoever sees nothing would not know that anything happened.
 * @returns to be called when the form is submitted
 */
export function useFocusAfter(): () => void {
  const page = useShownSession()
  const { focus } = useServices()
  const text = useText()
  /** The newest output when the form was submitted. */
  const before = useRef<number | null>(null)
  useEffect(
    () => () => {
      const { loss } = focus
      if (!loss) return
      const known = before.current ?? newestIn(page)
      setTimeout(() => {
        // Another form may have come and gone since.
        if (focus.loss !== loss || page.session.tree.forms.size > 0) return
        const next = outputsOf(page).find((id) => id > known)
        const target = page.elements.get(next ?? outputsOf(page).at(-1) ?? ROOT_ID)
        if (target?.hasAttribute('tabindex') === false) target.setAttribute('tabindex', '-1')
        refocus(target ?? null)
        if (next === undefined) page.elements.announcer.say(text({ id: 'sent' }))
      }, PATIENCE_MS)
    },
    [page, focus, text],
  )
  return useCallback(() => {
    before.current = newestIn(page)
  }, [page])
}

function outputsOf({ session }: ShownSession): readonly number[] {
  return session.node(ROOT_ID)?.children ?? []
}

function newestIn(page: ShownSession): number {
  return Math.max(-1, ...outputsOf(page))
}
