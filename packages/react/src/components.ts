import type {
  FieldSpec,
  FieldType,
  InputField,
  Json,
  JsonShape,
  Message,
  NodeSpec,
  NodeType,
  RawValue,
  TextInputType,
} from '@webio/core/protocol'
import type { ComponentType, ReactNode } from 'react'

/** Types of outputs that show where they were put. Popups and toasts appear above the page instead. */
export type PlacedType = Exclude<NodeType, 'popup' | 'toast'>

/** The spec of an output of one type. */
export type SpecOf<Type extends NodeType> = Extract<NodeSpec, { readonly type: Type }>

/** The props of a component that replaces a built-in output. */
export interface OutputProps<Type extends PlacedType = PlacedType> {
  readonly node: SpecOf<Type>
  /** The rendered outputs inside this one. Undefined for types without children. */
  readonly children?: ReactNode
  /** Fires a callback of the output: the index of a button, or `click`. */
  readonly fire: <Value = Json>(key: number | string, value?: Json | JsonShape<Value>) => void
}

/** The spec of a field of one type; all text-like types share theirs. */
export type FieldOf<Type extends FieldType> = Type extends TextInputType
  ? InputField
  : Extract<FieldSpec, { readonly type: Type }>

/** What the control of a field receives. Its label, help and message are drawn around it. */
export interface ControlledField<Field extends FieldSpec> {
  readonly field: Field
  /** The raw value (docs/protocol.md, section 5). */
  readonly value: RawValue
  /** The error message of the value, if it is invalid. */
  readonly message?: Message | undefined
  /** The id to set on the control, so that its label refers to it. */
  readonly id: string
  /** Id of the label, for `aria-labelledby` of a control that is several elements. */
  readonly labelledBy?: string | undefined
  /** Ids of help text and message, for `aria-describedby`. */
  readonly describedBy?: string | undefined
  /** If given, set it as the control's `form` attribute: it keeps a pin out of a form of the host page. */
  readonly form?: string | undefined
  readonly onChange: (value: RawValue) => void
  readonly onBlur: () => void
  /**
   * Asks the server for options of a `select` with a `source`, with a query of at most 200 characters. They arrive in `options`, and `found` names
   * the ones that match. Only these may be passed to `onChange`.
   */
  readonly onSearch: (query: string) => void
}

/** The props of a component that replaces the control of a built-in field. */
export type FieldProps<Type extends FieldType = FieldType> = ControlledField<FieldOf<Type>>

/** A component with any props. */
export type AnyComponent =
  ((props: never) => ReactNode | Promise<ReactNode>) | (new (props: never) => { render(): ReactNode })

/** Components that replace built-in fields. */
export type FieldComponents = { readonly [Type in FieldType]?: ComponentType<FieldProps<Type>> | undefined }

/** Components that replace built-in outputs, by type. Popups and toasts cannot be replaced. */
export type Outputs = { readonly [Type in PlacedType]?: ComponentType<OutputProps<Type>> | undefined }

/**
 * The host page's own components, by the names under which `put_component()` shows them. Types of outputs (as in version 0.1) and `fields` are
 * still accepted, as if they were given to the props `outputs` and `fields`.
 */
export interface Components extends BuiltInComponents {
  /** @deprecated Use the prop `fields`. */
  readonly fields?: FieldComponents | undefined
  readonly [name: string]: AnyComponent | FieldComponents | undefined
}

type BuiltInComponents = { readonly [Type in PlacedType]?: ComponentType<OutputProps<Type>> | undefined } & {
  /** Popups and toasts cannot be replaced. */
  readonly [Type in Exclude<NodeType, PlacedType>]?: never
}
