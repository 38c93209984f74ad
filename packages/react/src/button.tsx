import type { ButtonColor, ButtonLook } from '@webio/core/protocol'
import type { ComponentPropsWithRef, ReactNode } from 'react'
import { useClassName, useSlots } from './context/parts-context'

/** The attributes of a button, and how it looks. */
export interface ButtonProps extends ComponentPropsWithRef<'button'> {
  readonly color?: ButtonColor | undefined
  readonly look?: ButtonLook
  /** What it started is still running. It can be pressed again. */
  readonly isBusy?: boolean | undefined
  /** The button cannot be used, for now or ever again. Unlike with `disabled`, it keeps the focus. */
  readonly isUnusable?: boolean | undefined
}

/** A button. All of WebIO's buttons are drawn this way. */
export function Button({
  color = 'primary',
  look = {},
  isBusy = false,
  isUnusable = false,
  onClick,
  ...props
}: ButtonProps): ReactNode {
  const slots = useSlots()
  const className = useClassName('button', 'webio-button')
  const state = {
    type: 'button',
    'aria-busy': isBusy || undefined,
    'aria-disabled': isUnusable || props.disabled || undefined,
    onClick: isUnusable ? ignore : onClick,
    ...props,
  } as const
  if (slots.button) return <slots.button color={color} look={look} {...state} />
  return (
    <button
      className={className}
      data-color={color}
      data-small={look.small ? '' : undefined}
      data-outline={look.outline ? '' : undefined}
      data-link={look.link_style ? '' : undefined}
      {...state}
    />
  )
}

function ignore(event: { preventDefault(): void }): void {
  event.preventDefault()
}
