import type { FormSubmitEvent, PageEvent } from '../../protocol/events'
import type { NodeId } from '../../protocol/output-spec'
import { targetOf } from '../../state/event-target'
import { textHash } from '../../state/text-hash'
import type { EventTargets } from '../handle-event'
import { isDurableId } from '../tasks/id-ranges'

/** Events that change the state of a session. The page repeats the others if it still needs them, or they are answered at once. */
export type RecordedEvent = Exclude<
  PageEvent,
  FormSubmitEvent | { readonly type: (typeof UNRECORDED)[number] }
>

/** A submit is not in this list: it is recorded as the form's answer once the author's rules have accepted it. */
const UNRECORDED = [
  'form-check',
  'pin-check',
  'output-report',
  'rows-request',
  'rows-cancel',
  'form-search',
  'pin-search',
] as const

/** Tells whether an event is recorded. It is if its type is recorded and its target exists again in the next run of the session. */
export function isRecorded(targets: EventTargets, event: PageEvent): event is RecordedEvent {
  if (event.type === 'form-submit' || (UNRECORDED as readonly string[]).includes(event.type)) return false
  if (event.type === 'app-event') return targets.appEvents.isDurable(event.name)
  return isDurableId(subjectOf(event as Exclude<RecordedEvent, { readonly type: 'app-event' }>))
}

function subjectOf(event: Exclude<RecordedEvent, { readonly type: 'app-event' }>): NodeId {
  if ('output' in event) return event.output
  if ('owner' in event) return event.owner
  return 'form' in event ? event.form : event.script
}

/** Tells whether an event holds a password. */
export function isSecret(targets: EventTargets, event: PageEvent): boolean {
  switch (event.type) {
    case 'pin-change': {
      const spec = targets.view.tree.nodes.get(event.output)?.spec
      return spec?.type === 'pin' && spec.field.type === 'password'
    }
    case 'form-change':
      return targets.forms.get(event.form)?.isSecret === true
    default:
      return false
  }
}

/**
 * The fingerprint of an event's target: the name that a person would give it.
 * @returns null if the target does not exist
 */
export function fingerprintOf(targets: EventTargets, event: RecordedEvent): string | null {
  switch (event.type) {
    case 'app-event':
      return `event:${event.name}`
    case 'script-result':
      return targets.scripts.fingerprint(event.script)
    case 'form-cancel':
    case 'form-change':
    case 'form-action': {
      const form = targets.forms.get(event.form)
      return form ? `${form.fingerprint}${'field' in event ? `.${event.field}` : ''}` : null
    }
    case 'upload-open':
    case 'upload-cancel': {
      const form = targets.forms.get(event.owner)
      return form ? `${form.fingerprint}.${event.field}` : targetOf(targets.view.tree, event) || null
    }
    case 'callback-fire':
    case 'pin-change':
    case 'output-dismiss':
    case 'cell-edit':
      return targetOf(targets.view.tree, event) || null
    default:
      return event satisfies never
  }
}

/**
 * Tells whether the target of an event is still the one that the page saw.
 * @param target the hash that the page sent: that of `targetOf`, or of the script's code
 */
export function isSameTarget(targets: EventTargets, event: PageEvent, target: number): boolean {
  if (event.type !== 'script-result') return textHash(targetOf(targets.view.tree, event)) === target
  const code = targets.scripts.codeOf(event.script)
  return code !== null && textHash(code) === target
}
