import type { ButtonColor, ButtonLook } from '@webio/core/protocol'
import type { ComponentPropsWithRef, ReactNode, Ref } from 'react'
import { useCallback } from 'react'
import { addShortcut, ariaKeys, shownKeys } from './dom/shortcuts'
import { useClassName, useSlots } from './context/parts-context'

interface ButtonProps extends ComponentPropsWithRef<'button'> {
  readonly color?: ButtonColor | undefined
  readonly look?: ButtonLook
  /** What it started is still running. It can be pressed again. */
  readonly isBusy?: boolean | undefined
  /** The button cannot be used, for now or ever again. Unlike with `disabled`, it keeps the focus. */
  readonly isUnusable?: boolean | undefined
  /** Keys that press it. */
  readonly shortcut?: string | undefined
}

/** A button. All of WebIO's buttons are drawn this way. */
export function Button({
  color = 'primary',
  look = {},
  isBusy = false,
  isUnusable = false,
  shortcut,
  onClick,
  ref,
  ...props
}: ButtonProps): ReactNode {
  const own = useShortcut(shortcut, ref)
  const slots = useSlots()
  const className = useClassName('button', 'webio-button')
  const state = {
    type: 'button',
    'aria-busy': isBusy || undefined,
    'aria-disabled': isUnusable || props.disabled || undefined,
    'aria-keyshortcuts': shortcut && ariaKeys(shortcut),
    title: shortcut && shownKeys(shortcut),
    onClick: isUnusable ? ignore : onClick,
    ...props,
    ref: own,
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

/** The ref of a button that keys can press too. */
function useShortcut(
  shortcut: string | undefined,
  ref: Ref<HTMLButtonElement> | undefined,
): Ref<HTMLButtonElement> | undefined {
  const own = useCallback(
    (button: HTMLButtonElement | null) => {
      if (!button || shortcut === undefined) return
      const outer = typeof ref === 'function' ? ref(button) : undefined
      const forget = addShortcut(shortcut, button)
      return () => {
        forget()
        if (typeof outer === 'function') outer()
        else if (typeof ref === 'function') ref(null)
      }
    },
    [shortcut, ref],
  )
  return shortcut === undefined ? ref : own
}

function ignore(event: { preventDefault(): void }): void {
  event.preventDefault()
}
