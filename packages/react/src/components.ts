import type {
  FieldSpec,
  FieldType,
  InputField,
  Json,
  Message,
  NodeSpec,
  NodeType,
  RawValue,
  TextInputType,
} from '@webio/core/protocol'
import type { ComponentType, ReactNode } from 'react'

/** Types of outputs that show where they were put; popups and toasts lie above the page. */
export type PlacedType = Exclude<NodeType, 'popup' | 'toast'>

/** The spec of an output of one type. */
export type SpecOf<Type extends NodeType> = Extract<NodeSpec, { readonly type: Type }>

/** The props of a component that replaces a built-in output. */
export interface OutputProps<Type extends PlacedType = PlacedType> {
  readonly node: SpecOf<Type>
  /** The outputs inside this one, rendered. Nothing for types without children. */
  readonly children?: ReactNode
  /** Fires a callback of the output: the index of a button, or `click`. */
  readonly fire: (key: number | string, value?: Json) => void
}

/** The spec of a field of one type; all text-like types share theirs. */
export type FieldOf<Type extends FieldType> = Type extends TextInputType
  ? InputField
  : Extract<FieldSpec, { readonly type: Type }>

/** What the control of a field is given. Label, help and message are drawn around it. */
export interface ControlledField<Field extends FieldSpec> {
  readonly field: Field
  /** The raw value (docs/protocol.md, section 5). */
  readonly value: RawValue
  /** The error message of the value, if it is invalid. */
  readonly message?: Message | undefined
  /** To be set on the control, so that the label belongs to it. */
  readonly id: string
  /** Ids of help text and message, for `aria-describedby`. */
  readonly describedBy?: string | undefined
  /** To be set on the control as its `form` attribute, where given: it keeps a pin out of a form that the host page has around it. */
  readonly form?: string | undefined
  readonly onChange: (value: RawValue) => void
  readonly onBlur: () => void
  /**
   * Has the server find options of a `select` with a `source`, by at most 200 characters. They come as `options`, and `found` says which they are;
   * only these can be given to `onChange`.
   */
  readonly onSearch: (query: string) => void
}

/** The props of a component that replaces the control of a built-in field. */
export type FieldProps<Type extends FieldType = FieldType> = ControlledField<FieldOf<Type>>

/** A component of any props. */
export type AnyComponent =
  ((props: never) => ReactNode | Promise<ReactNode>) | (new (props: never) => { render(): ReactNode })

/** Components instead of built-in fields. */
export type FieldComponents = { readonly [Type in FieldType]?: ComponentType<FieldProps<Type>> | undefined }

/** Components instead of built-in outputs, by type. Popups and toasts cannot be replaced. */
export type Outputs = { readonly [Type in PlacedType]?: ComponentType<OutputProps<Type>> | undefined }

/**
 * Components of the host page's own, by the name under which `put_component()` shows them. Names of outputs of version 0.1 and `fields` are
 * still read as if they were given to the props `outputs` and `fields`.
 */
export interface Components extends BuiltInComponents {
  /** @deprecated Give it to the prop `fields`. */
  readonly fields?: FieldComponents | undefined
  readonly [name: string]: AnyComponent | FieldComponents | undefined
}

type BuiltInComponents = { readonly [Type in PlacedType]?: ComponentType<OutputProps<Type>> | undefined } & {
  /** Popups and toasts cannot be replaced. */
  readonly [Type in Exclude<NodeType, PlacedType>]?: never
}
