import type { ButtonColor } from './button-color'
import type { Json } from './json'
import type { NodeId } from './node-id'

/** The `type`s of `input()`: PyWebIO's, and what HTML adds. */
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

/** A further HTML attribute of the control, such as `min`, `pattern` or `autocomplete`. */
export type HtmlAttributeValue = string | number | boolean

/** What every field can carry. */
export interface FieldBase {
  /** Unique in its form. */
  readonly name: string
  readonly label?: string
  readonly help_text?: string
  readonly required?: boolean
  readonly readonly?: boolean
  /** Every change is to be told to the server (`form-change`). */
  readonly watch?: boolean
  /** The server has a rule of its own for this field: losing focus is to be told (`form-check`). */
  readonly check?: boolean
  /** Number of the event that the field's value answers: what was entered before gives way to it (rule V2). */
  readonly settled?: number
  /** Further HTML attributes; `min`, `max`, `step`, `minlength`, `maxlength`, `pattern` are rules on both sides. */
  readonly attributes?: { readonly [name: string]: HtmlAttributeValue }
}

/** A single-line control. */
export interface InputField extends FieldBase {
  readonly type: TextInputType
  readonly value?: string
  readonly placeholder?: string
  readonly datalist?: readonly string[]
  /** A button beside the field. */
  readonly action?: { readonly label: string }
  /** The text shows a value that the server keeps (`set_value(value, label)`): it cannot be edited. */
  readonly locked?: boolean
}

/** How a code editor is set up, by CodeMirror's option names. */
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
  /** Edited in a code editor. */
  readonly code?: CodeEditorSpec
  readonly value?: string
  readonly placeholder?: string
  readonly rows?: number
}

/** One choice of a select, checkbox or radio. */
export interface OptionSpec {
  /** Unique among all options that the field ever had. Answers name it. */
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
  /** `false`: a searchable list instead of the browser's own control. `touch`: that too, except where fingers point. */
  readonly native?: boolean | 'touch'
  /** The session finds the options while the person types (rules O1 to O6). Another number: by another function. */
  readonly source?: number
  /** What the last search found. */
  readonly found?: FoundOptions
}

/** What a search of options found. */
export interface FoundOptions {
  readonly query: string
  /** Ids of options of the field, in the order in which they were found. */
  readonly ids: readonly number[]
  /** There are more. */
  readonly more?: boolean
  /** The search failed; the reason if the page may know it. */
  readonly failed?: true | string
}

/** Characters of a text by which options are searched for (rule O1). */
export const MAX_QUERY = 200

/** Choices of which any number can be ticked. */
export interface CheckboxField extends FieldBase {
  readonly type: 'checkbox'
  readonly options: readonly OptionSpec[]
  readonly inline?: boolean
}

/** Choices of which one can be picked. */
export interface RadioField extends FieldBase {
  readonly type: 'radio'
  readonly options: readonly OptionSpec[]
  readonly inline?: boolean
}

/** A number on a bar. */
export interface SliderField extends FieldBase {
  readonly type: 'slider'
  readonly value: number
  readonly min_value: number
  readonly max_value: number
  /** `any`: every number between the ends. */
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

/** Buttons that end the form in ways of their own. */
export interface ActionsField extends FieldBase {
  readonly type: 'actions'
  readonly buttons: readonly ActionSpec[]
}

/** A file that a page is uploading into a field, or has uploaded (docs/protocol.md, section 10). */
export interface UploadSpec {
  /** Answers name it. */
  readonly id: number
  /** What the page called it when it asked to upload it. */
  readonly key: string
  /** Where its bytes go. */
  readonly token: string
  readonly name: string
  readonly mime_type: string
  /** Bytes. */
  readonly size: number
  /** Milliseconds since 1970. */
  readonly last_modified: number
  /** All of it has arrived. */
  readonly done?: boolean
}

/** Files from the visitor's disk. */
export interface FileField extends FieldBase {
  readonly type: 'file'
  /** Ends of names and types, as the `accept` of HTML; without it everything is accepted. */
  readonly accept?: readonly string[]
  readonly multiple?: boolean
  readonly placeholder?: string
  /** Bytes that one file may have. */
  readonly max_size: number
  /** Bytes that all files may have together. */
  readonly max_total_size: number
  /** What was uploaded, and what is being uploaded. */
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

/** The literal types of fields. */
export type FieldType = FieldSpec['type']

/** A request for input. */
export interface FormSpec {
  readonly id: NodeId
  readonly label?: string
  readonly fields: readonly FieldSpec[]
  readonly cancelable?: boolean
  /** One field without `input_group`: the form's label is the field's. */
  readonly single?: boolean
  /** The node inside which the form shows; without it, in the input panel. */
  readonly container?: NodeId
}

/**
 * What a page sends for a field: a string for text-like fields, a number for a slider, an option id or null for select
 * and radio, option ids for multiple select and checkbox, ids of uploads for files.
 */
export type RawValue = string | number | null | readonly number[]

/** What is typed into a form and not submitted: raw values by the names of their fields. */
export interface Drafts {
  readonly [field: string]: RawValue
}
