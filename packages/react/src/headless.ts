import type {
  FieldSpec,
  FormSpec,
  Json,
  JsonShape,
  Message,
  NodeId,
  NodeSpec,
  RawValue,
} from '@webio/core/protocol'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useProvider } from './context/provider-context'
import { useText } from './context/use-text'
import { NEVER, useReadableModule } from './lazy-module'
import { useValueOf } from './hooks/use-shown-session'
import type { FormModel } from './session/forms/form-model'

/** A scope and its outputs. */
export interface WebIOScopeValue {
  /** Id of the scope itself. */
  readonly id: NodeId
  /** Ids of the outputs in it, in order: for `useOutput()` and `<WebIOOutput>`. */
  readonly outputs: readonly NodeId[]
}

const NO_OUTPUTS: readonly NodeId[] = Object.freeze([])

/**
 * A scope of the task and its outputs; null while the scope does not exist. Renders again when an output is added or removed.
 *
 * @param name `ROOT`, or the name of a scope that the task creates
 * @throws Error outside `<WebIOProvider>` and `<WebIOApp>`
 * @example
 * const messages = useScope('messages')
 * return messages?.outputs.map((id) => <WebIOOutput key={id} id={id} />)
 */
export function useScope(name: string): WebIOScopeValue | null {
  const { shown } = useProvider('useScope()')
  const subscribe = useCallback(
    (listener: () => void) => shown?.scopes.subscribe(name, listener) ?? (() => {}),
    [shown, name],
  )
  const find = (): NodeId | undefined => shown?.scopes.find(name)
  const id = useSyncExternalStore(subscribe, find, find)
  const outputs = useValueOf(shown, id ?? -1, ({ children }) => children.of(id ?? -1), NO_OUTPUTS)
  return useMemo(() => (id === undefined ? null : { id, outputs }), [id, outputs])
}

/** An output for the host page to draw. */
export interface WebIOOutputValue {
  /** The spec of the output: its `type`, and the fields of that type (docs/protocol.md, section 7). */
  readonly node: NodeSpec
  /** Ids of the outputs inside it. */
  readonly outputs: readonly NodeId[]
  /** Fires a callback of the output: the index of a button, or `click`. */
  fire<Value = Json>(key: number | string, value?: Json | JsonShape<Value>): void
}

/**
 * An output by its id; null after it was removed. Renders again when the output changes.
 *
 * @throws Error outside `<WebIOProvider>` and `<WebIOApp>`
 */
export function useOutput(id: NodeId): WebIOOutputValue | null {
  const { shown } = useProvider('useOutput()')
  const node = useValueOf(shown, id, ({ session }) => session.node(id)?.spec, undefined)
  const outputs = useValueOf(shown, id, ({ children }) => children.of(id), NO_OUTPUTS)
  return useMemo(
    () =>
      node && shown
        ? {
            node,
            outputs,
            fire: (key: number | string, value?: Json) =>
              void shown.session.send({
                type: 'callback-fire',
                output: id,
                key,
                ...(value !== undefined && { value }),
              }),
          }
        : null,
    [shown, id, node, outputs],
  )
}

/** A field of a form for the host page to draw. */
export interface WebIOFieldValue {
  readonly field: FieldSpec
  /** The label to show, if there is one. A form with a single question has its label in its `spec`. */
  readonly label: string | undefined
  /** The raw value (docs/protocol.md, section 5): the text of a text field, the ids of chosen options. */
  readonly value: RawValue
  /** The error message of the value, if it is invalid. */
  readonly message: Message | undefined
  /** The message as text, in the language of the component. */
  readonly error: string | undefined
  /** Reports that the person has changed the value. */
  change(value: RawValue): void
  /** Reports that the person has left the field: its rules are checked. */
  leave(): void
  /**
   * Asks the server for options of a `select` with a `source`, with a query of at most 200 characters. They arrive in `options`, and `found` names
   * the ones that match. Only these may be passed to `change`.
   */
  search(query: string): void
}

/** A form that awaits an answer, for the host page to draw. */
export interface WebIOFormValue {
  readonly spec: FormSpec
  readonly fields: readonly WebIOFieldValue[]
  /** Whether the answer is on its way. */
  readonly isBusy: boolean
  /**
   * Submits the values if all fields are valid. Invalid fields get a `message`.
   * @returns the name of the first invalid field; null if the form was submitted
   */
  submit(): string | null
  /** Resets every field to its initial value. */
  reset(): void
  /** Cancels the form, if `spec.cancelable`. */
  cancel(): void
}

/**
 * The open form: the newest one that has no place among the outputs. Null if no form is open.
 *
 * @throws Error outside `<WebIOProvider>` and `<WebIOApp>`
 * @example
 * const form = useWebIOForm()
 * if (!form) return null
 * return (
 *   <form onSubmit={(event) => (event.preventDefault(), form.submit())}>
 *     {form.fields.map(({ field, label, value, error, change, leave }) => (
 *       <MyInput key={field.name} label={label} value={String(value ?? '')} error={error} onChange={change} onBlur={leave} />
 *     ))}
 *   </form>
 * )
 */
export function useWebIOForm(): WebIOFormValue | null {
  const { shown } = useProvider('useWebIOForm()')
  const id = useValueOf(shown, 'forms', ({ forms }) => forms.inPanel() ?? null, null)
  const fields = useReadableModule(shown?.fields ?? NEVER, id !== null)
  const model = useValueOf(shown, 'forms', () => (id !== null && fields?.forms.get(id)) || null, null)
  const subscribe = useCallback(
    (listener: () => void) => model?.subscribeAll(listener) ?? (() => {}),
    [model],
  )
  const read = (): FormModel['moment'] | null => model?.moment ?? null
  const moment = useSyncExternalStore(subscribe, read, read)
  const say = useText()
  return useMemo(() => (model && moment ? formOf(model, moment, say) : null), [model, moment, say])
}

function formOf(
  model: FormModel,
  { spec, states, isBusy }: FormModel['moment'],
  say: (message: Message) => string,
): WebIOFormValue {
  const errorOf = (message: Message | undefined): string | undefined => message && say(message)
  return {
    spec,
    isBusy,
    fields: spec.fields.map((field, index) => ({
      field,
      label: spec.single ? (spec.label ?? field.label) : field.label,
      value: states[index]?.value ?? null,
      message: states[index]?.message,
      error: errorOf(states[index]?.message),
      change: (value) => model.edit(field, value),
      leave: () => model.leave(field),
      search: (query) => model.search(field.name, query),
    })),
    submit: () => (model.isBusy ? null : model.submit()),
    reset: () => model.reset(),
    cancel: () => model.cancel(),
  }
}
