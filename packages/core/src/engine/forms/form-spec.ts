import type { FieldSpec, FormSpec, OptionSpec, RawValue } from '../../protocol/input-spec'
import type { Message } from '../../protocol/messages'

/** What became of a value that was checked: the value to use from here on, or a message for the person. */
export type Checked =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: Message }

/** Checks a converted value by a rule of the author's. May be asynchronous. */
export type Check = (value: unknown) => Checked | Promise<Checked>

/** Puts a value into a field that is open: shown as it is, or as `label` and then not editable. */
export type SetValue = (value: unknown, label?: string) => void

/** An option that a source has found. */
export type FoundOption = Omit<OptionSpec, 'id' | 'selected'>

/**
 * Finds the options of a field by what a person types. Rejects with what the author's function threw, or gave that is no option.
 * @param signal aborted if nobody waits for them any more
 */
export type OptionReader = (query: string, signal: AbortSignal) => Promise<readonly FoundOption[]>

/** The source of a field's options. */
export interface OptionSource {
  readonly read: OptionReader
  /** An id that no option of the field has had. */
  newId(): number
}

/** What the server knows of a field beside its spec. */
export interface FieldRuntime {
  readonly spec: FieldSpec
  /** Makes what the author gets of what the page sent. `spec` is the field's spec as it is now. */
  readonly convert: (raw: RawValue, spec: FieldSpec) => unknown
  readonly check?: Check | undefined
  readonly onchange?: ((value: unknown) => unknown) | undefined
  readonly action?: ((set_value: SetValue) => unknown) | undefined
  /** Where its options come from, if they are searched for. */
  readonly source?: OptionSource | undefined
  /** The source that an update with these parameters sets; null if they set a list of options, undefined if they set neither. */
  readonly sourceIn?: (fields: Readonly<Record<string, unknown>>) => OptionSource | null | undefined
  /** What an update with these parameters changes of the spec as it is now; null deletes. Throws on bad ones, in the name of `caller`. */
  readonly update: (
    fields: Readonly<Record<string, unknown>>,
    spec: FieldSpec,
    caller: string,
  ) => Record<string, unknown>
}

/** What became of a group that was checked: the values to use from here on, or messages by field. */
export type CheckedGroup =
  | { readonly ok: true; readonly values: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly errors: Readonly<Record<string, Message>> }

/** Checks the values of a group by a rule of the author's. May be asynchronous. What it throws ends the call that waits. */
export type CheckGroup = (values: Readonly<Record<string, unknown>>) => CheckedGroup | Promise<CheckedGroup>

/** A form as an input function asks for it. */
export interface FormRequest {
  readonly label: string
  readonly fields: readonly FieldRuntime[]
  readonly cancelable: boolean
  readonly single: boolean
  readonly checkGroup?: CheckGroup | undefined
  /** Name of the scope to show in; without it, the input panel. */
  readonly scope?: string | undefined
  /** Milliseconds after which the form is withdrawn. */
  readonly timeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** What a form gave: the values by field, or that it was cancelled. */
export type FormAnswer =
  | { readonly cancelled: false; readonly values: Readonly<Record<string, unknown>> }
  | { readonly cancelled: true }

/** The spec of a request, as the page gets it. */
export function formSpecOf(request: FormRequest, id: number, container: number | undefined): FormSpec {
  return {
    id,
    fields: request.fields.map((field) => field.spec),
    ...(request.label !== '' && { label: request.label }),
    ...(request.cancelable && { cancelable: true }),
    ...(request.single && { single: true }),
    ...(container !== undefined && { container }),
  }
}
