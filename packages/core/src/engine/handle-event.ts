import type { EventErrorCode } from '../protocol/error-codes'
import type { OutputReportEvent, PageEvent } from '../protocol/events'
import type { NodeId, NodeSpec } from '../protocol/output-spec'
import type { OutputRemoveCommand } from '../protocol/commands'
import type { AppEvents } from './tasks/app-events'
import { formsInside, isDismissible } from '../state/popup-forms'
import type { ViewTree } from '../state/view-tree'
import type { CallbackRegistry } from './tasks/callbacks'
import type { OpenForm } from './forms/open-form'
import type { Refusal } from './wire/refusal'
import { refusal } from './wire/refusal'
import type { CellEditor } from './outputs/cell-editor'
import type { RowSources } from './outputs/row-sources'
import type { PageScripts } from './tasks/page-scripts'
import type { PinBoard } from './forms/pins'
import type { Uploads } from './files/uploads'

/** The parts of a session that handle the events of its page. */
export interface EventTargets {
  readonly view: {
    readonly tree: ViewTree
    command(command: OutputRemoveCommand): void
  }
  readonly forms: { get(id: NodeId): OpenForm | undefined }
  readonly callbacks: CallbackRegistry
  readonly pins: PinBoard
  readonly files: { readonly uploads: Uploads }
  readonly rowSources: RowSources
  readonly scripts: PageScripts
  readonly appEvents: AppEvents
  readonly cellEditors: { get(id: NodeId): CellEditor | undefined }
  readonly reports: { take(event: OutputReportEvent): void }
}

/**
 * Handles an event of the page, if its target exists and may be used.
 * @returns null, or the reason for the refusal, which has no effect
 */
export function handleEvent(session: EventTargets, event: PageEvent, n: number): Refusal | null {
  switch (event.type) {
    case 'callback-fire':
      return fire(session, event.output, event.key, event.value)
    case 'pin-change':
      return pinRefusal(event, session.pins.change(event.output, event.value, n))
    case 'pin-check':
      return pinRefusal(event, session.pins.check(event.output))
    case 'pin-search':
      return pinRefusal(event, session.pins.search(event.output, event.query))
    case 'upload-open':
      return session.files.uploads.open(event)
    case 'upload-cancel':
      return session.files.uploads.cancel(event)
    case 'output-dismiss':
      return dismiss(session, event.output)
    case 'output-report':
      if (!session.view.tree.nodes.has(event.output))
        return refusal('no_such_output', `output ${event.output} is not on the page`)
      session.reports.take(event)
      return null
    case 'app-event':
      return session.appEvents.fire(event)
    case 'rows-request':
      return session.rowSources.request(event, n)
    case 'rows-cancel':
      return session.rowSources.cancel(event)
    case 'cell-edit': {
      const editor = session.cellEditors.get(event.output)
      return editor
        ? editor.edit(event, n)
        : refusal('no_such_output', `output ${event.output} cannot be edited`)
    }
    case 'script-result': {
      const code = session.scripts.settle(event)
      return code && refusal(code, `script ${event.script} waits for no answer`)
    }
    default: {
      const form = session.forms.get(event.form)
      if (!form) return refusal('no_such_form', `form ${event.form} is not open`)
      const code = handleFormEvent(form, event, n)
      return code && refusal(code, `${event.type} of form ${event.form}`)
    }
  }
}

function pinRefusal(
  { type, output }: { readonly type: string; readonly output: NodeId },
  code: EventErrorCode | null,
): Refusal | null {
  return code && refusal(code, `${type} of output ${output}`)
}

type FormEvent = Extract<PageEvent, { readonly form: NodeId }>

function handleFormEvent(form: OpenForm, event: FormEvent, n: number): EventErrorCode | null {
  switch (event.type) {
    case 'form-submit':
      return form.submit(event, n)
    case 'form-cancel':
      return form.cancel(event)
    case 'form-check':
      return form.check(event.field, event.value)
    case 'form-change':
      return form.change(event.field, event.value, n)
    case 'form-search':
      return form.search(event.field, event.query)
    case 'form-action':
      return form.press(event.field, n)
  }
}

function fire(session: EventTargets, output: NodeId, key: number | string, value: unknown): Refusal | null {
  const spec = session.view.tree.nodes.get(output)?.spec
  if (!spec || !session.callbacks.has(output, key)) {
    return refusal('no_such_callback', `output ${output} has no callback ${JSON.stringify(key)}`)
  }
  if (isDisabled(spec, key))
    return refusal('callback_disabled', `button ${JSON.stringify(key)} of output ${output} is disabled`)
  const dispatch = session.callbacks.fire(output, key, value)
  return dispatch.kind === 'refuse'
    ? refusal(dispatch.code, `callback ${JSON.stringify(key)} of output ${output}`)
    : null
}

function isDisabled(spec: NodeSpec, key: number | string): boolean {
  if (spec.type === 'button') return key === 0 && spec.disabled === true
  return spec.type === 'buttons' && typeof key === 'number' && spec.buttons[key]?.disabled === true
}

function dismiss(session: EventTargets, output: NodeId): Refusal | null {
  const node = session.view.tree.nodes.get(output)
  if (!node) return refusal('no_such_output', `output ${output} is not on the page`)
  if (!isClosable(session.view.tree, node.spec))
    return refusal('not_closable', `output ${output} cannot be closed by the person`)
  for (const { id } of formsInside(session.view.tree, output)) session.forms.get(id)?.dismiss()
  session.view.command({ type: 'output-remove', output })
  return null
}

function isClosable(tree: ViewTree, spec: NodeSpec): boolean {
  switch (spec.type) {
    case 'popup':
      return isDismissible(tree, spec.id)
    case 'info':
    case 'success':
    case 'warning':
    case 'error':
      return spec.closable === true
    default:
      return spec.type === 'toast'
  }
}
