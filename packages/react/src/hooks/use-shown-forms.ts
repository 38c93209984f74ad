import type { NodeId } from '@webio/core/protocol'
import { isDismissible } from '@webio/core/protocol'
import { useShownSession } from '../context/shown-session-context'
import { useSessionValue } from './use-shown-session'

/** Ids of the forms inside a node, oldest first. */
export function useContainedForms(container: NodeId): readonly NodeId[] {
  const shown = useShownSession()
  return useSessionValue(shown, 'forms', () => shown.forms.within(container))
}

/** Id of the form in the input panel: the newest form that has no other place. */
export function usePanelForm(): NodeId | undefined {
  const shown = useShownSession()
  return useSessionValue(shown, 'forms', () => shown.forms.inPanel())
}

/** Whether a person may close a popup: not while it contains a form that awaits an answer. */
export function useIsDismissible(popup: NodeId): boolean {
  const shown = useShownSession()
  return useSessionValue(shown, 'forms', () => isDismissible(shown.session.tree, popup))
}
