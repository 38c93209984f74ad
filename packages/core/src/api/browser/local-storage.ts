import { checkArgument } from '../arguments'
import { eval_js, run_js } from '../session/scripts'

/**
 * What the visitor's browser keeps under a key, for this site and on this device.
 * @returns null if there is nothing; rejects as `eval_js` does
 */
export function get_localstorage(key: string): Promise<string | null> {
  checkArgument('get_localstorage', 'key', key, 'string')
  return eval_js<string | null>('localStorage.getItem(key)', { key })
}

/**
 * Has the visitor's browser keep a text under a key, until it is changed or deleted. A browser that keeps nothing (a private window, a full disk)
 * is logged on the server.
 * @param value null deletes what is there
 */
export function set_localstorage(key: string, value: string | null): void {
  checkArgument('set_localstorage', 'key', key, 'string')
  checkArgument('set_localstorage', 'value', value, 'string', false)
  if (value === null || value === undefined) run_js('localStorage.removeItem(key)', { key })
  else run_js('localStorage.setItem(key, value)', { key, value })
}

/** Deletes all that the visitor's browser keeps for this site, other code's included. */
export function clear_localstorage(): void {
  run_js('localStorage.clear()')
}
