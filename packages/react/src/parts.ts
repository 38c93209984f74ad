import type { ButtonColor, ButtonLook } from '@webio/core/protocol'
import type { ComponentPropsWithRef, ComponentType, ReactNode } from 'react'

/** What a form is drawn around. The `<form>` itself, its submit and its name stay. */
export interface FormSlotProps {
  /** The heading; nothing for a single field, whose label it is. */
  readonly title?: ReactNode
  /** To be set on the heading: it names the form. */
  readonly titleId: string
  /** Submit, Reset and Cancel; nothing for a form that ends with buttons of its own. */
  readonly buttons?: ReactNode
  /** The fields. */
  readonly children: ReactNode
}

/** A field's label. */
export interface LabelSlotProps {
  /** To be set on the label: a group of controls is named by it. */
  readonly id?: string | undefined
  /** The control that the label is for; nothing for a group. */
  readonly htmlFor?: string | undefined
  readonly isRequired: boolean
  readonly children: ReactNode
}

/** A field's help, or what is wrong with its value. All of it but `children` is to be set on the element, so that the control is described by it. */
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
 * Components of the host page's own for the parts around fields and outputs.
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
 * Additional classes for the parts. They override the built-in look, also as Tailwind utilities.
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
