import type { NodeId } from '@webio/core/protocol'
import { isDismissible } from '@webio/core/protocol'
import { useShownSession } from '../context/shown-session-context'
import { useSessionValue } from './use-shown-session'

/** Ids of the forms inside a node, oldest first. */
export function useContainedForms(container: NodeId): readonly NodeId[] {
  const page = useShownSession()
  return useSessionValue(page, 'forms', () => page.forms.within(container))
}

/** Id of the form in the input panel: the newest form that has no other place. */
export function usePanelForm(): NodeId | undefined {
  const page = useShownSession()
  return useSessionValue(page, 'forms', () => page.forms.inPanel())
}

/** Whether a person may close a popup: not while it contains a form that awaits an answer. */
export function useIsDismissible(popup: NodeId): boolean {
  const page = useShownSession()
  return useSessionValue(page, 'forms', () => isDismissible(page.session.tree, popup))
}
