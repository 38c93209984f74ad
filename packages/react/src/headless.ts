import type { FieldSpec, FormSpec, Json, Message, NodeId, NodeSpec, RawValue } from '@webio/core/protocol'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useProvider } from './context/provider-context'
import { useText } from './context/texts-context'
import { useValueOf } from './hooks/use-shown-session'
import type { FormModel } from './session/forms/form-model'

/** A scope, and what is in it. */
export interface WebIOScopeValue {
  /** Id of the scope itself. */
  readonly id: NodeId
  /** Ids of the outputs in it, in their order: for `useOutput()` and `<WebIOOutput>`. */
  readonly outputs: readonly NodeId[]
}

const NO_OUTPUTS: readonly NodeId[] = Object.freeze([])

/**
 * A scope of the task and its outputs; null while the scope does not exist. Renders again when an output is added or removed.
 *
 * @param name `ROOT`, or one that the task makes
 * @throws Error outside of `<WebIOProvider>` and `<WebIOApp>`
 * @example
 * const messages = useScope('messages')
 * return messages?.outputs.map((id) => <WebIOOutput key={id} id={id} />)
 */
export function useScope(name: string): WebIOScopeValue | null {
  const { page } = useProvider('useScope()')
  const subscribe = useCallback(
    (listener: () => void) => page?.scopes.subscribe(name, listener) ?? (() => {}),
    [page, name],
  )
  const find = (): NodeId | undefined => page?.scopes.find(name)
  const id = useSyncExternalStore(subscribe, find, find)
  const outputs = useValueOf(page, id ?? -1, ({ children }) => children.of(id ?? -1), NO_OUTPUTS)
  return useMemo(() => (id === undefined ? null : { id, outputs }), [id, outputs])
}

/** An output, to be drawn by the host page. */
export interface WebIOOutputValue {
  /** What the task put there: its `type`, and the fields of that type (docs/protocol.md, section 7). */
  readonly node: NodeSpec
  /** Ids of the outputs inside it. */
  readonly outputs: readonly NodeId[]
  /** Fires a callback of the output: the index of a button, or `click`. */
  fire(key: number | string, value?: Json): void
}

/**
 * An output by its id; null if it is not there any more. Renders again when the output changes.
 *
 * @throws Error outside of `<WebIOProvider>` and `<WebIOApp>`
 */
export function useOutput(id: NodeId): WebIOOutputValue | null {
  const { page } = useProvider('useOutput()')
  const node = useValueOf(page, id, ({ session }) => session.node(id)?.spec, undefined)
  const outputs = useValueOf(page, id, ({ children }) => children.of(id), NO_OUTPUTS)
  return useMemo(
    () =>
      node && page
        ? {
            node,
            outputs,
            fire: (key, value) =>
              void page.session.send({
                type: 'callback-fire',
                output: id,
                key,
                ...(value !== undefined && { value }),
              }),
          }
        : null,
    [page, id, node, outputs],
  )
}

/** A field of a form, to be drawn by the host page. */
export interface WebIOFieldValue {
  readonly field: FieldSpec
  /** The label to show, if there is one. A form of a single question has it in its `spec`. */
  readonly label: string | undefined
  /** The raw value (docs/protocol.md, section 5): the text of a text field, the ids of chosen options. */
  readonly value: RawValue
  /** What is wrong with the value, if something is. */
  readonly message: Message | undefined
  /** The message as a text, in the language of the component. */
  readonly error: string | undefined
  /** The person has changed the value. */
  change(value: RawValue): void
  /** The person has left the field: its rules are checked. */
  leave(): void
  /**
   * Has the server find options of a `select` with a `source`, by at most 200 characters. They come as `options`, and `found` says which they are;
   * only these can be given to `change`.
   */
  search(query: string): void
}

/** A form that waits for an answer, to be drawn by the host page. */
export interface WebIOFormValue {
  readonly spec: FormSpec
  readonly fields: readonly WebIOFieldValue[]
  /** The answer is on its way. */
  readonly isBusy: boolean
  /**
   * Submits the values if all fields are valid. Invalid fields get a `message`.
   * @returns the name of the first invalid field; null if the form is submitted
   */
  submit(): string | null
  /** Puts every field back to its initial value. */
  reset(): void
  /** Cancels the form, if `spec.cancelable`. */
  cancel(): void
}

/**
 * The open form: the newest one that is not placed among the outputs. Null if no form is open.
 *
 * @throws Error outside of `<WebIOProvider>` and `<WebIOApp>`
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
  const { page } = useProvider('useWebIOForm()')
  const model = useValueOf(page, 'forms', ({ forms }) => forms.get(forms.inPanel() ?? -1) ?? null, null)
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
