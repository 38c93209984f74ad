import type { FieldSpec, FormSpec, OptionSpec, RawValue } from '../../protocol/input-spec'
import type { Message } from '../../protocol/messages'
import { formName } from '../../state/event-target'

/** The result of checking a value: the value to use, or a message for the person. */
export type Checked =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: Message }

/** Checks a converted value with the author's rule. May be asynchronous. */
export type Check = (value: unknown) => Checked | Promise<Checked>

/** Sets the value of an open field: shown unchanged, or as `label`, which is not editable. */
export type SetValue = (value: unknown, label?: string) => void

/** An option that a source found. */
export type FoundOption = Omit<OptionSpec, 'id' | 'selected'>

/**
 * Finds the options of a field for a typed text. Rejects with the error of the author's function, or if a result is not an option.
 * @param signal aborted when the options are no longer needed
 */
export type OptionReader = (query: string, signal: AbortSignal) => Promise<readonly FoundOption[]>

/** The source of a field's options. */
export interface OptionSource {
  readonly read: OptionReader
  /** Issues an id that no option of the field has had. */
  newId(): number
}

/** The server's data of a field in addition to its spec. */
export interface FieldRuntime {
  readonly spec: FieldSpec
  /** Converts the page's value into the author's value. `spec` is the field's current spec. */
  readonly convert: (raw: RawValue, spec: FieldSpec) => unknown
  readonly check?: Check | undefined
  readonly onchange?: ((value: unknown) => unknown) | undefined
  readonly action?: ((set_value: SetValue) => unknown) | undefined
  /** The source of its options, if they are searched. */
  readonly source?: OptionSource | undefined
  /** The source that an update with these parameters sets; null if it sets a list of options, undefined if it sets neither. */
  readonly sourceIn?: (fields: Readonly<Record<string, unknown>>) => OptionSource | null | undefined
  /**
   * The changes to the current spec by an update with these parameters; null deletes a field. Throws if a parameter is invalid, in the name
   * of `caller`.
   */
  readonly update: (
    fields: Readonly<Record<string, unknown>>,
    spec: FieldSpec,
    caller: string,
  ) => Record<string, unknown>
}

/** The result of checking a group: the values to use, or messages by field. */
export type CheckedGroup =
  | { readonly ok: true; readonly values: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly errors: Readonly<Record<string, Message>> }

/** Checks the values of a group with the author's rule. May be asynchronous. If it throws, the waiting call rejects. */
export type CheckGroup = (values: Readonly<Record<string, unknown>>) => CheckedGroup | Promise<CheckedGroup>

/** Values of a form by field. */
export type FormValues = Readonly<Record<string, unknown>>

/** An input function's request for a form. */
export interface FormRequest {
  readonly label: string
  readonly fields: readonly FieldRuntime[]
  readonly cancelable: boolean
  /** Whether it has one field, whose value is its answer. Otherwise its answer is the values by field. */
  readonly single: boolean
  readonly checkGroup?: CheckGroup | undefined
  /** The name of the scope that shows it; if missing, the input panel. */
  readonly scope?: string | undefined
  /** Milliseconds after which the form is withdrawn. */
  readonly timeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** Identifies a form by its label and fields. */
export function fingerprintOf({ label, fields }: FormRequest): string {
  return formName(
    label,
    fields.map(({ spec }) => spec),
  )
}

/** The request with these values in its fields. A field that no longer accepts its value, because the author has changed it, stays as it is. */
export function filledIn(request: FormRequest, values: Readonly<Record<string, unknown>>): FormRequest {
  return { ...request, fields: request.fields.map((field) => withValue(field, values[field.spec.name])) }
}

function withValue(field: FieldRuntime, value: unknown): FieldRuntime {
  const { type } = field.spec
  if (value === undefined || value === null || type === 'file' || type === 'actions' || type === 'password')
    return field
  try {
    const set = field.update({ value }, field.spec, 'refill')
    const kept = Object.entries({ ...field.spec, ...set }).filter(([, one]) => one !== null)
    return { ...field, spec: Object.fromEntries(kept) as unknown as FieldRuntime['spec'] }
  } catch {
    return field // The field no longer accepts the value.
  }
}

/** The spec of a request for the page. */
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
