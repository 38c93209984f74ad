import { InputCancelledException } from '../../errors'
import { liveContext } from '../live-context'
import type { PopupOptions } from '../output/popup'
import { popup } from '../output/popup'
import type { Content } from '../output/handle/content'

/**
 * Shows a popup, asks in it, and removes it when the question has ended for any reason.
 * @param ask shows the form, with the popup as the current scope
 * @returns the result of `ask`; null if the person closed the popup
 */
export async function askInPopup<T>(
  caller: string,
  title: string,
  content: Content,
  options: PopupOptions,
  ask: () => Promise<T>,
): Promise<T | null> {
  const { session } = liveContext(caller)
  const shown = popup(title, content, { size: 'small', ...options })
  return shown.enter(async (scope) => {
    try {
      return await ask()
    } catch (error) {
      // Removing the popup removes its form.
      if (error instanceof InputCancelledException && error.reason === 'scope') return null
      throw error
    } finally {
      const output = session.view.tree.scopes.get(scope)
      if (output !== undefined) session.view.command({ type: 'output-remove', output })
    }
  })
}
