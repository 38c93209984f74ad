/** A button and the keys that press it. */
interface ShortcutButton {
  readonly keys: string
  readonly button: HTMLElement
}

/** The newest button is last. */
const buttons: ShortcutButton[] = []

const NAMES: Readonly<Record<string, string>> = {
  up: 'ArrowUp',
  down: 'ArrowDown',
  left: 'ArrowLeft',
  right: 'ArrowRight',
  space: ' ',
}

/**
 * Lets keys press a button (rule C11).
 * @returns a function that undoes it
 */
export function addShortcut(keys: string, button: HTMLElement): () => void {
  const entry = { keys, button }
  if (buttons.push(entry) === 1) document.addEventListener('keydown', press)
  return () => {
    buttons.splice(buttons.indexOf(entry), 1)
    if (buttons.length === 0) document.removeEventListener('keydown', press)
  }
}

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.repeat) return
  const pressed = [...buttons]
    .reverse()
    .find(({ keys, button }) => isPressed(keys, event) && isWithinReach(button, event))
  if (!pressed) return
  event.preventDefault()
  // A form that waits for its fields first receives what was typed.
  pressed.button.click()
}

function isPressed(keys: string, event: KeyboardEvent): boolean {
  const modifiers = keys.split('+')
  const key = modifiers.pop() ?? ''
  const wants = (name: string): boolean => modifiers.includes(name)
  const mod = isMac() ? 'meta' : 'ctrl'
  return (
    event.ctrlKey === (wants('ctrl') || (wants('mod') && mod === 'ctrl')) &&
    event.metaKey === (wants('meta') || (wants('mod') && mod === 'meta')) &&
    event.altKey === wants('alt') &&
    // A character that needs Shift on one keyboard may not need it on another.
    (event.shiftKey === wants('shift') || /^[?/.,]$/.test(key)) &&
    isKey(key, event)
  )
}

/** Compares the letter, or the key's position: Alt changes the letter. */
function isKey(key: string, { key: typed, code }: KeyboardEvent): boolean {
  const name = NAMES[key] ?? key
  return (
    typed.toLowerCase() === name.toLowerCase() || code === `Key${key.toUpperCase()}` || code === `Digit${key}`
  )
}

/** The focus is in the button's application or nowhere, no popup covers the button, and the key is not part of typing. */
function isWithinReach(button: HTMLElement, { target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const app = button.closest('.webio')
  const element = target instanceof Element ? target : null
  const isInside =
    element?.closest('.webio') === app || element === document.body || element === document.documentElement
  if (!app || !isInside || button.closest('[inert]')) return false
  const popup = [...app.querySelectorAll('.webio-popup')].filter((one) => !one.closest('[inert]')).at(-1)
  if (popup && !popup.contains(button)) return false
  const isTyping =
    element?.matches('input, textarea, select, [contenteditable], [contenteditable] *, [role=grid]') ?? false
  return ctrlKey || metaKey || altKey || !isTyping
}

function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform)
}

const ARIA: Readonly<Record<string, string>> = { ctrl: 'Control', alt: 'Alt', shift: 'Shift', meta: 'Meta' }
const SIGNS: Readonly<Record<string, string>> = { ctrl: '⌃', alt: '⌥', shift: '⇧', meta: '⌘' }

/** Keys in the notation of `aria-keyshortcuts`: `Control+S`. */
export function ariaKeys(keys: string): string {
  return named(keys, ARIA).join('+')
}

/** Keys as people read them: `Ctrl+S`, or `⌘S` on a Mac. */
export function shownKeys(keys: string): string {
  return isMac() ? named(keys, SIGNS).join('') : named(keys, { ...ARIA, ctrl: 'Ctrl' }).join('+')
}

function named(keys: string, names: Readonly<Record<string, string>>): string[] {
  return keys.split('+').map((part) => {
    const name = part === 'mod' ? (isMac() ? 'meta' : 'ctrl') : part
    const key = NAMES[name] ?? name
    return names[name] ?? (name === 'space' ? 'Space' : key.charAt(0).toUpperCase() + key.slice(1))
  })
}
