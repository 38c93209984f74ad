import type { Session } from '../../engine/session'
import { randomToken } from '../../engine/files/tokens'
import type { OptionRules } from '../arguments'
import { checkOptions, describe } from '../arguments'
import { Attempts } from './attempts'
import type { AuthToken } from './signed-token'
import { signToken, verifyToken } from './signed-token'

/** Options of `basic_auth` and `custom_auth`. */
export interface AuthOptions {
  /** The key that signs the cookie: a long random text that nobody else knows. Keep it across restarts; changing it logs everybody out. */
  secret: string
  /** The number of days that a login lasts. @default 7 */
  expire_days?: number
  /** Name of the cookie. @default 'webio_auth' */
  cookie?: string
}

const AUTH_RULES = {
  secret: 'string',
  expire_days: 'number',
  cookie: 'string',
} as const satisfies OptionRules

export const DEFAULT_COOKIE = 'webio_auth'
/** How long to wait for the page to fetch a cookie, in milliseconds. */
const PATIENCE_MS = 5000
const DAY_MS = 86_400_000
const SHORT_SECRET = 16
/** Cookies whose short secrets have been logged: once is enough, and every session would log it. */
const reported = new Set<string>()

/** Revoked logins, until they would have expired. Stolen copies of their cookies are invalid. */
const revoked = new Map<string, number>()
/** Failed logins by cookie and secret. */
const attempts = new Map<string, Attempts>()
/** The logged-in users of each session, by cookie name. */
const known = new WeakMap<Session, Map<string, AuthToken>>()

/** The login of one application, stored in a cookie that scripts cannot read. */
export class AuthCookie {
  readonly attempts: Attempts
  readonly #session: Session
  readonly #name: string
  readonly #secret: string
  readonly #days: number

  /**
   * @throws TypeError or RangeError if an option is invalid
   */
  constructor(caller: string, session: Session, options: AuthOptions) {
    const { secret, expire_days = 7, cookie = DEFAULT_COOKIE } = checkOptions(caller, options, AUTH_RULES)
    if (typeof secret !== 'string' || secret === '')
      throw new TypeError(`${caller}: secret must be a long random text, not ${describe(secret)}.`)
    if (expire_days <= 0)
      throw new RangeError(`${caller}: expire_days must be more than 0, not ${expire_days}.`)
    checkCookieName(caller, cookie)
    if (!session.files.areCarried)
      throw new Error(
        `${caller}: it needs a server, because it uses a cookie. It does not work in worker threads and in tasks that run in a page.`,
      )
    if (secret.length < SHORT_SECRET && !reported.has(cookie)) {
      reported.add(cookie)
      session.logger.warn(
        `[webio] ${caller}: the secret is short. Anybody who guesses it can log in as any user.`,
      )
    }
    this.#session = session
    this.#name = cookie
    this.#secret = secret
    this.#days = expire_days
    const key = JSON.stringify([cookie, secret])
    this.attempts = attempts.get(key) ?? new Attempts()
    attempts.set(key, this.attempts)
  }

  /** The logged-in user, from this session or from the cookie of its connection; null if nobody is logged in. */
  async user(): Promise<string | null> {
    const token = known.get(this.#session)?.get(this.#name) ?? (await this.#sent())
    if (!token || token.expires <= Date.now() || revoked.has(token.id)) return null
    remember(this.#session, this.#name, token)
    return token.user
  }

  /** Logs a user in by giving the browser the cookie. */
  async logIn(user: string): Promise<void> {
    const token = { user, expires: Date.now() + this.#days * DAY_MS, id: randomToken() }
    remember(this.#session, this.#name, token)
    const value = await signToken(this.#secret, this.#name, token)
    await sendCookie(this.#session, `${this.#name}=${value}; Max-Age=${Math.round(this.#days * 86_400)}`)
  }

  async #sent(): Promise<AuthToken | null> {
    const { cookie } = this.#session.info.request.headers
    const text = (typeof cookie === 'string' ? cookie : (cookie ?? []).join('; '))
      .split(/;\s*/)
      .find((one) => one.startsWith(`${this.#name}=`))
    return text === undefined
      ? null
      : verifyToken(this.#secret, this.#name, text.slice(this.#name.length + 1))
  }
}

/** Logs the session's user out, and revokes the cookie. */
export async function forgetUser(session: Session, name: string): Promise<void> {
  const now = Date.now()
  for (const [id, expires] of revoked) if (expires <= now) revoked.delete(id)
  const token = known.get(session)?.get(name)
  if (token) revoked.set(token.id, token.expires)
  known.get(session)?.delete(name)
  await sendCookie(session, `${name}=; Max-Age=0`)
}

/**
 * @throws RangeError if the name is not a valid cookie name
 */
export function checkCookieName(caller: string, name: string): void {
  if (/^[\w-]+$/.test(name)) return
  throw new RangeError(
    `${caller}: cookie can only contain letters, digits, "-" and "_", not ${describe(name)}.`,
  )
}

function remember(session: Session, name: string, token: AuthToken): void {
  const tokens = known.get(session) ?? new Map<string, AuthToken>()
  known.set(session, tokens.set(name, token))
}

/** Makes the page fetch a cookie and waits for it, so that the next request carries the cookie. */
async function sendCookie(session: Session, cookie: string): Promise<void> {
  const { token, taken } = session.cookies.offer(`${cookie}; Path=/; HttpOnly; SameSite=Lax`)
  session.view.command({ type: 'cookie-set', token })
  let stop = (): void => {}
  const late = new Promise<void>((resolve) => {
    stop = session.clock.setTimer(() => {
      session.logger.warn(
        '[webio] the page has not fetched its cookie: the login is valid only in this session.',
      )
      resolve()
    }, PATIENCE_MS)
  })
  await Promise.race([taken, late])
  stop()
}
