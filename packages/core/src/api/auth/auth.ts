import { runInContext } from '../../engine/task-context'
import { checkArgument, describe } from '../arguments'
import { input, PASSWORD } from '../input/input'
import { input_group } from '../input/input-group'
import { settled } from '../settled'
import { liveContext } from '../live-context'
import { toast } from '../output/toast'
import { sleep } from '../session/sleep'
import type { AuthOptions } from './auth-cookie'
import { AuthCookie, checkCookieName, DEFAULT_COOKIE, forgetUser } from './auth-cookie'

/** The pause after a custom login without a user, in seconds. The login function may ask nothing, and must not be called in a tight loop. */
const PAUSE_SECONDS = 1

/**
 * Asks for username and password until they are correct, and remembers the user in a cookie: after a reload, in other tabs and on the next visit, it
 * does not ask again until the cookie expires. The cookie is signed, scripts cannot read it, and it is limited to HTTPS if the page uses HTTPS.
 * After too many attempts, a visitor has to wait. The application must be on the page's own host.
 *
 * @param verify returns true if the username and password match (may be async). Compare passwords with a password hash such as scrypt
 * @returns the username. Rejects as `input` does
 * @throws TypeError or RangeError if an option is invalid; Error in worker threads, and for tasks that run in a page
 * @example const user = await basic_auth(check, { secret: process.env.AUTH_SECRET ?? '' })
 */
export function basic_auth(
  verify: (username: string, password: string) => boolean | PromiseLike<boolean>,
  options: AuthOptions,
): Promise<string> {
  const context = liveContext('basic_auth')
  checkArgument('basic_auth', 'verify', verify, 'function')
  const { session } = context
  const cookie = new AuthCookie('basic_auth', session, options)
  const ask = async (): Promise<string> => {
    const { attempts } = cookie
    const { user_ip } = session.info
    const { username } = await input_group(
      'Log in',
      [
        input('Username', { name: 'username', required: true, autocomplete: 'username' }),
        input('Password', {
          name: 'password',
          type: PASSWORD,
          required: true,
          autocomplete: 'current-password',
        }),
      ],
      {
        validate: async ({ username, password }) => {
          const wait = attempts.secondsToWait(user_ip, username, session.clock.now())
          if (wait > 0) return ['password', `Too many attempts. Try again in ${wait} seconds.`]
          // Counted before the result is known, so that concurrent attempts count too.
          attempts.failed(user_ip, username, session.clock.now())
          if ((await verify(username, password)) !== true) return ['password', 'Wrong username or password.']
          attempts.succeeded(user_ip, username)
          return null
        },
      },
    )
    return username
  }
  return settled(authenticated(cookie, () => runInContext(context, ask)))
}

/**
 * The same as `basic_auth`, with your own login: a form, a code by mail, a request to another service.
 *
 * @param login returns the user's name, or null if the login failed; it is then called again
 * @returns the user's name
 * @throws as `basic_auth` does
 */
export function custom_auth(
  login: () => string | null | undefined | PromiseLike<string | null | undefined>,
  options: AuthOptions,
): Promise<string> {
  const context = liveContext('custom_auth')
  checkArgument('custom_auth', 'login', login, 'function')
  const { session } = context
  const cookie = new AuthCookie('custom_auth', session, options)
  const ask = async (): Promise<string> => {
    for (;;) {
      const user: unknown = await runInContext(context, login)
      if (typeof user === 'string' && user !== '') return user
      if (user !== null && user !== undefined && user !== '')
        throw new TypeError(
          `custom_auth: login must return a name (a string) or null, not ${describe(user)}.`,
        )
      cookie.attempts.failed(session.info.user_ip, '', session.clock.now())
      await runInContext(context, () => {
        toast('Authentication failed', { color: 'error' })
        const wait = cookie.attempts.secondsToWait(session.info.user_ip, '', session.clock.now())
        return sleep(Math.max(PAUSE_SECONDS, wait))
      })
    }
  }
  return settled(authenticated(cookie, ask))
}

async function authenticated(cookie: AuthCookie, ask: () => Promise<string>): Promise<string> {
  const known = await cookie.user()
  if (known !== null) return known
  const user = await ask()
  await cookie.logIn(user)
  return user
}

/**
 * Logs the visitor out: deletes and revokes the cookie, so stolen copies are invalid. The next `basic_auth` or `custom_auth` asks again, here, after
 * a reload and in new tabs. Other open sessions continue: end them with the server's `sessions()`.
 *
 * @param cookie name of the cookie
 * @returns resolves when the browser has deleted it
 */
export function revoke_auth(cookie: string = DEFAULT_COOKIE): Promise<void> {
  const { session } = liveContext('revoke_auth')
  checkArgument('revoke_auth', 'cookie', cookie, 'string')
  checkCookieName('revoke_auth', cookie)
  return settled(forgetUser(session, cookie))
}
