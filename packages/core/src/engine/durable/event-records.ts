import type { FormSubmitEvent, PageEvent } from '../../protocol/events'
import type { NodeId, NodeSpec } from '../../protocol/output-spec'
import type { EventTargets } from '../handle-event'
import { isDurableId } from '../tasks/id-ranges'

/** Events that change what a session is. The others ask for something that is asked for again, or are answered at once. */
export type RecordedEvent = Exclude<
  PageEvent,
  FormSubmitEvent | { readonly type: (typeof UNRECORDED)[number] }
>

/** A submit is recorded once the author's rules have taken it, as the form's answer. */
const UNRECORDED = [
  'form-check',
  'pin-check',
  'output-report',
  'rows-request',
  'rows-cancel',
  'form-search',
  'pin-search',
] as const

/** Tells whether an event is recorded: it is of such a kind, and what it is about is there again if the session is run again. */
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
 * The fingerprint of what an event is about: what a person would call it.
 * @returns null if it is not there
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
      if (form) return `${form.fingerprint}.${event.field}`
      const spec = targets.view.tree.nodes.get(event.owner)?.spec
      return spec ? nameOf(spec) : null
    }
    case 'callback-fire': {
      const spec = targets.view.tree.nodes.get(event.output)?.spec
      return spec ? partOf(spec, event.key) : null
    }
    case 'pin-change':
    case 'output-dismiss':
    case 'cell-edit': {
      const spec = targets.view.tree.nodes.get(event.output)?.spec
      return spec ? nameOf(spec) : null
    }
    default:
      return event satisfies never
  }
}

/** A callback of an output: the button's label, or the output and the callback's key. */
function partOf(spec: NodeSpec, key: number | string): string {
  const label = spec.type === 'buttons' && typeof key === 'number' ? spec.buttons[key]?.label : undefined
  if (label !== undefined) return `button:${label}`
  return spec.type === 'button' ? nameOf(spec) : `${nameOf(spec)}.${key}`
}

function nameOf(spec: NodeSpec): string {
  if (spec.type === 'pin') return `pin:${spec.field.name}`
  const name = 'label' in spec ? spec.label : 'title' in spec ? spec.title : undefined
  return typeof name === 'string' ? `${spec.type}:${name}` : spec.type
}
