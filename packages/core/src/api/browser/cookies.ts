import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions, describe } from '../arguments'
import { eval_js, run_js } from '../session/scripts'

/** What `set_cookie` takes. */
export interface CookieOptions {
  /** Days until the browser forgets it; 0 deletes it at once. @default 7 */
  days?: number
}

const COOKIE_RULES = { days: 'number' } as const satisfies OptionRules

/** The characters of a token, of which names are made (RFC 6265). */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/

/**
 * The value of a cookie in the visitor's browser. One that is `HttpOnly` cannot be read so.
 * @returns null if there is none; rejects as `eval_js` does
 * @throws TypeError if the name is no string, RangeError if no cookie can be called so
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
 * Sets a cookie in the visitor's browser, for all paths of the site. Everybody who uses the browser can read and change it: for a log-in use
 * `basic_auth`, whose cookie is signed.
 *
 * @param value any text; it is encoded
 * @throws TypeError if an argument is of the wrong type, RangeError if no cookie can be called so, or for negative days
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
