import type { ButtonColor, ButtonLook } from '@webio/core/protocol'
import type { ComponentPropsWithRef, ComponentType, ReactNode } from 'react'

/** What is drawn around the contents of a form, in place of the built-in border. The `<form>` itself, its submit and its name stay. */
export interface FormSlotProps {
  /** The heading. Missing for a single field, whose label it is. */
  readonly title?: ReactNode
  /** The id to set on the heading, which names the form. */
  readonly titleId: string
  /** Submit, Reset and Cancel. Missing for a form that ends with its own buttons. */
  readonly buttons?: ReactNode
  /** The fields. */
  readonly children: ReactNode
}

/** A field's label. */
export interface LabelSlotProps {
  /** The id to set on the label, which names a group of controls. */
  readonly id?: string | undefined
  /** The control that the label is for. Missing for a group. */
  readonly htmlFor?: string | undefined
  readonly isRequired: boolean
  readonly children: ReactNode
}

/** A field's help or message. Set all props but `children` on the element, so that it describes the control. */
export interface NoteSlotProps {
  readonly id?: string | undefined
  readonly role?: 'alert' | undefined
  readonly children: ReactNode
}

/** A button. Set all other props on the `<button>`. */
export interface ButtonSlotProps extends ComponentPropsWithRef<'button'> {
  readonly color: ButtonColor
  readonly look: ButtonLook
}

/**
 * The host page's own components for the parts around fields and outputs.
 *
 * @example
 * <WebIOApp endpoint="/webio" slots={{ button: ({ color, look, ...props }) => <MyButton variant={color} {...props} /> }} />
 */
export interface Slots {
  readonly form?: ComponentType<FormSlotProps> | undefined
  readonly label?: ComponentType<LabelSlotProps> | undefined
  readonly help?: ComponentType<NoteSlotProps> | undefined
  readonly error?: ComponentType<NoteSlotProps> | undefined
  readonly button?: ComponentType<ButtonSlotProps> | undefined
}

/**
 * Additional classes for the parts. They override the built-in look, even as Tailwind utilities.
 *
 * @example
 * <WebIOApp endpoint="/webio" classNames={{ button: 'rounded-full', form: 'shadow-none' }} />
 */
export interface ClassNames {
  readonly form?: string | undefined
  readonly field?: string | undefined
  readonly label?: string | undefined
  /** Text boxes, lists and textareas. */
  readonly control?: string | undefined
  readonly help?: string | undefined
  readonly error?: string | undefined
  readonly button?: string | undefined
  readonly popup?: string | undefined
  readonly toast?: string | undefined
}
