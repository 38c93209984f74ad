import type { ButtonColor, ButtonLook } from '@webio/core/protocol'
import type { ComponentPropsWithRef, ReactNode } from 'react'

interface ButtonProps extends ComponentPropsWithRef<'button'> {
  readonly color?: ButtonColor | undefined
  readonly look?: ButtonLook
  /** What it started still runs. It can be used again. */
  readonly isBusy?: boolean | undefined
  /** Cannot be used, for now or any more, but keeps the focus: unlike `disabled`. */
  readonly isUnusable?: boolean | undefined
}

/** A button, as all of WebIO's buttons are drawn. */
export function Button({
  color = 'primary',
  look = {},
  isBusy = false,
  isUnusable = false,
  onClick,
  ...props
}: ButtonProps): ReactNode {
  return (
    <button
      type="button"
      className="webio-button"
      data-color={color}
      data-small={look.small ? '' : undefined}
      data-outline={look.outline ? '' : undefined}
      data-link={look.link_style ? '' : undefined}
      aria-busy={isBusy || undefined}
      aria-disabled={isUnusable || props.disabled || undefined}
      onClick={isUnusable ? ignore : onClick}
      {...props}
    />
  )
}

function ignore(event: { preventDefault(): void }): void {
  event.preventDefault()
}
