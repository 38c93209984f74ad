import { describe } from './arguments'

const MODIFIERS = ['mod', 'ctrl', 'alt', 'shift', 'meta']
const KEYS = /^([a-z0-9]|enter|escape|delete|space|up|down|left|right|home|end|f([1-9]|1[0-2])|[?/.,])$/

/**
 * Keys that press a button, in their wire form: modifiers in a fixed order, then the key.
 * @throws RangeError if the keys are invalid
 */
export function shortcutOf(caller: string, shortcut: string | undefined): string | undefined {
  if (shortcut === undefined) return undefined
  const parts = shortcut.toLowerCase().split('+')
  const key = parts.pop() ?? ''
  const areGood = parts.every((part, index) => MODIFIERS.includes(part) && parts.indexOf(part) === index)
  if (!areGood || !KEYS.test(key))
    throw new RangeError(
      `${caller}: shortcut must be modifiers (${MODIFIERS.join(', ')}) and a key, such as "mod+s", not ${describe(shortcut)}.`,
    )
  return [...MODIFIERS.filter((modifier) => parts.includes(modifier)), key].join('+')
}
