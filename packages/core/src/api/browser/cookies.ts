import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions, describe } from '../arguments'
import { eval_js, run_js } from '../session/scripts'

/** Options of `set_cookie`. */
export interface CookieOptions {
  /** The number of days until the cookie expires; 0 deletes it at once. @default 7 */
  days?: number
}

const COOKIE_RULES = { days: 'number' } as const satisfies OptionRules

/** The characters allowed in a cookie name (RFC 6265). */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/

/**
 * Reads a cookie in the visitor's browser. `HttpOnly` cookies are not readable.
 * @returns the value, or null if the cookie does not exist; rejects as `eval_js` does
 * @throws TypeError if the name is not a string, RangeError if it is not a valid cookie name
 */
export function get_cookie(name: string): Promise<string | null> {
  checkCookieName('get_cookie', name)
  return eval_js<string | null>(
    `document.cookie.split('; ').filter((cookie) => cookie.startsWith(name + '=')).map((cookie) => {
       const value = cookie.slice(name.length + 1)
       try { return decodeURIComponent(value) } catch { return value }
     })[0] ?? null`,
    { name },
  )
}

/**
 * Sets a cookie in the visitor's browser, for all paths of the site. Anybody who uses the browser can read and change it: for a login, use
 * `basic_auth`, whose cookie is signed.
 *
 * @param value any text; it is encoded
 * @throws TypeError if an argument is of the wrong type, RangeError if the name is not a valid cookie name, or for negative days
 */
export function set_cookie(name: string, value: string, options?: CookieOptions): void {
  checkCookieName('set_cookie', name)
  checkArgument('set_cookie', 'value', value, 'string')
  const { days = 7 } = checkOptions('set_cookie', options, COOKIE_RULES)
  if (days < 0) throw new RangeError(`set_cookie: days must be 0 or more, not ${days}.`)
  run_js(
    `document.cookie = name + '=' + encodeURIComponent(value) + '; path=/; samesite=lax; max-age=' + seconds +
       (location.protocol === 'https:' ? '; secure' : '')`,
    { name, value, seconds: Math.round(days * 86_400) },
  )
}

function checkCookieName(caller: string, name: unknown): void {
  checkArgument(caller, 'name', name, 'string')
  if (!TOKEN.test(name as string))
    throw new RangeError(
      `${caller}: name can only contain letters, digits and !#$%&'*+-.^_\`|~, not ${describe(name)}.`,
    )
}
