import type { NodeId } from '@webio/core/protocol'
import { isDismissible } from '@webio/core/protocol'
import { useShownSession } from '../context/shown-session-context'
import { useSessionValue } from './use-shown-session'

/** Ids of the forms that show inside a node, oldest first. */
export function useContainedForms(container: NodeId): readonly NodeId[] {
  const page = useShownSession()
  return useSessionValue(page, 'forms', () => page.forms.within(container))
}

/** Id of the form that shows in the input panel: the newest that has no other place. */
export function usePanelForm(): NodeId | undefined {
  const page = useShownSession()
  return useSessionValue(page, 'forms', () => page.forms.inPanel())
}

/** Tells whether a person may close a popup: not while a form in it wants an answer. */
export function useIsDismissible(popup: NodeId): boolean {
  const page = useShownSession()
  return useSessionValue(page, 'forms', () => isDismissible(page.session.tree, popup))
}
