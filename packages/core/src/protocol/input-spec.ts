import type { ButtonColor } from './button-color'
import type { Json } from './json'
import type { NodeId } from './node-id'

/** The `type`s of `input()`: PyWebIO's, and those that HTML adds. */
export type TextInputType =
  | 'text'
  | 'number'
  | 'float'
  | 'password'
  | 'url'
  | 'email'
  | 'tel'
  | 'search'
  | 'date'
  | 'time'
  | 'datetime-local'
  | 'month'
  | 'week'
  | 'color'

/**
 * An additional HTML attribute of the control, such as `min`, `pattern` or `autocomplete`.
 * @example const attributes: Record<string, HtmlAttributeValue> = { min: 0, pattern: '[a-z]+', spellcheck: false }
 */
export type HtmlAttributeValue = string | number | boolean

/** What every field can have. */
export interface FieldBase {
  /** Unique in its form. */
  readonly name: string
  readonly label?: string
  readonly help_text?: string
  readonly required?: boolean
  readonly readonly?: boolean
  /** Whether the page reports every change (`form-change`). */
  readonly watch?: boolean
  /** Whether the server has its own rule for this field: then the page reports a loss of focus (`form-check`). */
  readonly check?: boolean
  /** Number of the event that the field's value answers: it replaces what was entered before that event (rule V2). */
  readonly settled?: number
  /** Additional HTML attributes. `min`, `max`, `step`, `minlength`, `maxlength` and `pattern` are rules on both sides. */
  readonly attributes?: { readonly [name: string]: HtmlAttributeValue }
}

/** A single-line control. */
export interface InputField extends FieldBase {
  readonly type: TextInputType
  readonly value?: string
  readonly placeholder?: string
  readonly datalist?: readonly string[]
  /** A button next to the field. */
  readonly action?: { readonly label: string }
  /** Whether the text stands for a value that the server keeps (`set_value(value, label)`): it cannot be edited. */
  readonly locked?: boolean
}

/** The settings of a code editor, with CodeMirror's option names. */
export interface CodeEditorSpec {
  /** A language: its name, a file extension or a MIME type. */
  readonly mode?: string
  readonly theme?: string
  readonly lineNumbers?: boolean
  readonly firstLineNumber?: number
  readonly lineWrapping?: boolean
  readonly indentUnit?: number
  readonly tabSize?: number
  readonly indentWithTabs?: boolean
  readonly matchBrackets?: boolean
  readonly autoCloseBrackets?: boolean
  readonly styleActiveLine?: boolean
  readonly foldGutter?: boolean
  readonly readOnly?: boolean | 'nocursor'
}

/** A multi-line control. */
export interface TextareaField extends FieldBase {
  readonly type: 'textarea'
  /** The settings of a code editor, if the field uses one. */
  readonly code?: CodeEditorSpec
  readonly value?: string
  readonly placeholder?: string
  readonly rows?: number
}

/** One choice of a select, checkbox or radio. */
export interface OptionSpec {
  /** Unique among all options that the field has ever had. Answers refer to it. */
  readonly id: number
  readonly label: string
  readonly value: Json
  readonly selected?: boolean
  readonly disabled?: boolean
}

/** A list of choices. */
export interface SelectField extends FieldBase {
  readonly type: 'select'
  readonly options: readonly OptionSpec[]
  readonly multiple?: boolean
  /** `false`: a searchable list instead of the browser's own control. `touch`: the same, except on touch screens. */
  readonly native?: boolean | 'touch'
  /** The session finds the options while the person types (rules O1 to O6). A different number means a different function. */
  readonly source?: number
  /** The result of the last search. */
  readonly found?: FoundOptions
}

/** The result of a search for options. */
export interface FoundOptions {
  readonly query: string
  /** The ids of the found options, in order. */
  readonly ids: readonly number[]
  /** Whether there are more. */
  readonly more?: boolean
  /** The search failed; the reason if the page may know it. */
  readonly failed?: true | string
}

/**
 * The maximum length of a search text for options (rule O1).
 * @example const query = typed.slice(0, MAX_QUERY)
 */
export const MAX_QUERY = 200

/** Choices any number of which can be ticked. */
export interface CheckboxField extends FieldBase {
  readonly type: 'checkbox'
  readonly options: readonly OptionSpec[]
  readonly inline?: boolean
}

/** Choices one of which can be picked. */
export interface RadioField extends FieldBase {
  readonly type: 'radio'
  readonly options: readonly OptionSpec[]
  readonly inline?: boolean
}

/** A number on a slider. */
export interface SliderField extends FieldBase {
  readonly type: 'slider'
  readonly value: number
  readonly min_value: number
  readonly max_value: number
  /** `any` allows every number between the ends. */
  readonly step: number | 'any'
}

/** One button of an `actions` field. */
export interface ActionSpec {
  readonly id: number
  readonly label: string
  readonly value: Json
  readonly type: 'submit' | 'reset' | 'cancel'
  readonly color?: ButtonColor
  readonly disabled?: boolean
}

/** Buttons that end a form in their own ways. */
export interface ActionsField extends FieldBase {
  readonly type: 'actions'
  readonly buttons: readonly ActionSpec[]
}

/** A file that a page is uploading into a field, or has uploaded (docs/protocol.md, section 10). */
export interface UploadSpec {
  /** Answers refer to it. */
  readonly id: number
  /** The key that the page chose when it asked to upload the file. */
  readonly key: string
  /** The destination of its bytes. */
  readonly token: string
  readonly name: string
  readonly mime_type: string
  /** Bytes. */
  readonly size: number
  /** Milliseconds since 1970. */
  readonly last_modified: number
  /** Whether all of it has arrived. */
  readonly done?: boolean
}

/** Files from the visitor's disk. */
export interface FileField extends FieldBase {
  readonly type: 'file'
  /** Ends of names and types, as in HTML's `accept`. Without it, everything is accepted. */
  readonly accept?: readonly string[]
  readonly multiple?: boolean
  readonly placeholder?: string
  /** The maximum size of one file, in bytes. */
  readonly max_size: number
  /** The maximum total size of all files, in bytes. */
  readonly max_total_size: number
  /** The files that have been uploaded or are being uploaded. */
  readonly files?: readonly UploadSpec[]
}

/** One field of a form. */
export type FieldSpec =
  | InputField
  | TextareaField
  | SelectField
  | CheckboxField
  | RadioField
  | SliderField
  | FileField
  | ActionsField

/** The type names of fields. */
export type FieldType = FieldSpec['type']

/** A request for input. */
export interface FormSpec {
  readonly id: NodeId
  readonly label?: string
  readonly fields: readonly FieldSpec[]
  readonly cancelable?: boolean
  /** Whether it is one field without `input_group`: then the form's label belongs to the field. */
  readonly single?: boolean
  /** The node that contains the form; without it, the form is in the input panel. */
  readonly container?: NodeId
}

/**
 * What a page sends for a field: a string for text-like fields, a number for a slider, an option id or null for select
 * and radio, option ids for multiple select and checkbox, upload ids for files.
 */
export type RawValue = string | number | null | readonly number[]

/** What is typed into a form but not submitted: raw values by the names of their fields. */
export interface Drafts {
  readonly [field: string]: RawValue
}
