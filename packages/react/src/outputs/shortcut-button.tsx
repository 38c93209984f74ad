import type { ReactNode, Ref } from 'react'
import { useCallback } from 'react'
import type { ButtonProps } from '../button'
import { Button } from '../button'
import { addShortcut, ariaKeys, shownKeys } from '../dom/shortcuts'

interface ShortcutButtonProps extends ButtonProps {
  /** Keys that press it. */
  readonly shortcut: string | undefined
}

/** A button that keys can press, too. */
export function ShortcutButton({ shortcut, ref, ...props }: ShortcutButtonProps): ReactNode {
  const own = useShortcut(shortcut, ref)
  if (shortcut === undefined) return <Button {...props} ref={ref} />
  return <Button aria-keyshortcuts={ariaKeys(shortcut)} title={shownKeys(shortcut)} {...props} ref={own} />
}

function useShortcut(
  shortcut: string | undefined,
  ref: Ref<HTMLButtonElement> | undefined,
): Ref<HTMLButtonElement> {
  return useCallback(
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
}
