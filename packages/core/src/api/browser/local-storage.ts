import { checkArgument } from '../arguments'
import { eval_js, run_js } from '../session/scripts'

/**
 * Reads a text from the local storage of the visitor's browser, for this site and device.
 * @returns the text, or null if there is none; rejects as `eval_js` does
 */
export function get_localstorage(key: string): Promise<string | null> {
  checkArgument('get_localstorage', 'key', key, 'string')
  return eval_js<string | null>('localStorage.getItem(key)', { key })
}

/**
 * Stores a text under a key in the local storage of the visitor's browser, until it is changed or deleted. If the browser cannot store it (a private
 * window, a full disk), the server logs that.
 * @param value the text; null deletes the key
 */
export function set_localstorage(key: string, value: string | null): void {
  checkArgument('set_localstorage', 'key', key, 'string')
  checkArgument('set_localstorage', 'value', value, 'string', false)
  if (value === null || value === undefined) run_js('localStorage.removeItem(key)', { key })
  else run_js('localStorage.setItem(key, value)', { key, value })
}

/** Clears the local storage of the visitor's browser for this site, including entries of other code. */
export function clear_localstorage(): void {
  run_js('localStorage.clear()')
}
