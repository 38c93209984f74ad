import { basic_auth, custom_auth, hold, put_button, put_text, revoke_auth } from '../../src/index'
import type { OpenApp } from '../../src/testing/index'
import { open_app } from '../../src/testing/index'
import { inSession, thrown } from '../support/app'
import { FakeClock } from '../support/fake-clock'

const SECRET = 'a secret that is long enough'
let last = 0
/** A separate cookie for each test, so that the attempts of one do not delay the next. */
const fresh = (): string => `cookie${++last}`

interface Visit {
  /** The Cookie header of the page. */
  readonly sends?: string
  readonly secret?: string
  readonly ip?: string
  readonly clock?: FakeClock
  readonly days?: number
}

function visit(
  cookie: string,
  { sends, secret = SECRET, ip = '1.2.3.4', clock, days }: Visit = {},
): Promise<OpenApp> {
  return open_app(
    async () => {
      const verify = async (user: string, password: string): Promise<boolean> =>
        user === 'ada' && password === 'x'
      const options = { secret, cookie, ...(days !== undefined && { expire_days: days }) }
      put_text('hello', await basic_auth(verify, options))
      put_button('again', async () => put_text('still', await basic_auth(verify, options)))
      put_button('out', async () => {
        await revoke_auth(cookie)
        put_text('out')
      })
      await hold()
    },
    {
      info: { user_ip: ip, request: { url: '/', headers: sends === undefined ? {} : { cookie: sends } } },
      ...(clock && { clock }),
    },
  )
}

/** Logs in, and returns the cookie that the browser sends from then on. */
async function loggedIn(cookie: string, options?: Visit): Promise<{ t: OpenApp; sends: string }> {
  const t = await visit(cookie, options)
  expect(await t.submit({ username: 'ada', password: 'x' })).toEqual({})
  await t.until(() => t.text().includes('hello ada'))
  return { t, sends: t.cookies[0]?.split(';')[0] ?? '' }
}

it('a short secret is reported once, not by every session', async () => {
  const warnings: unknown[] = []
  const logger = { debug() {}, info() {}, error() {}, warn: (line: unknown) => void warnings.push(line) }
  const cookie = fresh()
  const login = (): unknown => basic_auth(() => true, { secret: 'short', cookie })
  for (let i = 0; i < 2; i++) await (await open_app(login, { logger })).close()
  expect(warnings).toEqual([expect.stringContaining('basic_auth: the secret is short.')])
})

describe('basic_auth', () => {
  it('asks until the login is right, and gives the browser a cookie that scripts cannot read', async () => {
    const cookie = fresh()
    const t = await visit(cookie)
    expect((await t.form()).label).toBe('Log in')
    expect(await t.submit({ username: 'ada', password: 'y' })).toEqual({
      password: 'Wrong username or password.',
    })
    await t.submit({ username: 'ada', password: 'x' })
    await t.until(() => t.text().includes('hello ada'))
    expect(t.cookies[0]).toMatch(
      new RegExp(`^${cookie}=[\\w-]+\\.[\\w-]{43}; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax$`),
    )
    await t.click('again')
    await t.until(() => t.text().includes('still ada'))
  })

  it('does not ask a visitor with the cookie', async () => {
    const cookie = fresh()
    const { sends } = await loggedIn(cookie)
    const t = await visit(cookie, { sends: `other=1; ${sends}; more=2` })
    await t.until(() => t.text().includes('hello ada'))
    expect(t.cookies).toEqual([])
  })

  it.each<[string, (sends: string, cookie: string) => Visit]>([
    ['is signed with another secret', (sends) => ({ sends, secret: 'another secret, long enough' })],
    ['was changed', (sends) => ({ sends: sends.replace(/=./, '=A') })],
    ['has another signature', (sends) => ({ sends: `${sends.slice(0, -2)}AA` })],
    ['has no signature', (sends) => ({ sends: sends.split('.')[0] as string })],
    ['is empty', (_, cookie) => ({ sends: `${cookie}=` })],
    ['is rubbish', (_, cookie) => ({ sends: `${cookie}=%%%.***` })],
  ])('asks a visitor whose cookie %s', async (_, change) => {
    const cookie = fresh()
    const { sends } = await loggedIn(cookie)
    const t = await visit(cookie, change(sends, cookie))
    expect((await t.form()).label).toBe('Log in')
  })

  it('asks a visitor with the cookie of another application, or with an expired one', async () => {
    const cookie = fresh()
    const { sends } = await loggedIn(cookie)
    const other = fresh()
    const t = await visit(other, { sends: sends.replace(cookie, other) })
    expect((await t.form()).label).toBe('Log in')
    const short = await loggedIn(cookie, { days: 1e-9 })
    const late = await visit(cookie, { sends: short.sends })
    expect((await late.form()).label).toBe('Log in')
  })

  it('delays a visitor longer and longer after too many attempts, across sessions', async () => {
    const cookie = fresh()
    const clock = new FakeClock()
    const wrong = { username: 'ada', password: 'y' }
    for (let n = 0; n < 5; n++) {
      const t = await visit(cookie, { clock })
      expect(await t.submit(wrong)).toEqual({ password: 'Wrong username or password.' })
      await t.close()
    }
    const t = await visit(cookie, { clock })
    const right = { username: 'ada', password: 'x' }
    expect(await t.submit(right)).toEqual({ password: 'Too many attempts. Try again in 1 seconds.' })
    const elsewhere = await visit(cookie, { clock, ip: '5.6.7.8' })
    expect(await elsewhere.submit(right)).toEqual({})
    clock.advance(1)
    expect(await t.submit(wrong)).toEqual({ password: 'Wrong username or password.' })
    expect(await t.submit(right)).toEqual({ password: 'Too many attempts. Try again in 2 seconds.' })
    clock.advance(2)
    expect(await t.submit(right)).toEqual({})
  })

  it('revoke_auth deletes the cookie, which is then invalid', async () => {
    const cookie = fresh()
    const { t, sends } = await loggedIn(cookie)
    await t.click('out')
    await t.until(() => t.text().endsWith('out'))
    expect(t.cookies[1]).toBe(`${cookie}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax`)
    await t.click('again')
    expect((await t.form()).label).toBe('Log in')
    const thief = await visit(cookie, { sends })
    expect((await thief.form()).label).toBe('Log in')
  })

  it.each<[string, () => unknown]>([
    [
      'TypeError: basic_auth: verify must be a function, not null.',
      () => basic_auth(null as never, { secret: SECRET }),
    ],
    [
      'TypeError: basic_auth: secret must be a long random text, not undefined.',
      () => basic_auth(() => true, {} as never),
    ],
    [
      'TypeError: basic_auth: secret must be a long random text, not "".',
      () => basic_auth(() => true, { secret: '' }),
    ],
    [
      'RangeError: basic_auth: expire_days must be more than 0, not 0.',
      () => basic_auth(() => true, { secret: SECRET, expire_days: 0 }),
    ],
    [
      'RangeError: custom_auth: cookie can only contain letters, digits, "-" and "_", not "a b".',
      () => custom_auth(() => null, { secret: SECRET, cookie: 'a b' }),
    ],
    [
      'RangeError: revoke_auth: cookie can only contain letters, digits, "-" and "_", not "a;b".',
      () => revoke_auth('a;b'),
    ],
  ])('%s', async (message, call) => {
    expect(await inSession(() => thrown(call))).toBe(message)
  })
})

describe('custom_auth', () => {
  it('calls the log-in until it returns a user, with pauses', async () => {
    const cookie = fresh()
    const clock = new FakeClock()
    const answers = [null, undefined, 'grace']
    const t = await open_app(
      async () => {
        put_text(await custom_auth(async () => answers.shift(), { secret: SECRET, cookie }))
        await hold()
      },
      { clock },
    )
    await t.until(() => t.toasts.length === 1)
    clock.advance(1)
    await t.until(() => t.toasts.length === 2)
    expect(t.text()).toBe('')
    clock.advance(1)
    await t.until(() => t.text() === 'grace')
    expect(t.cookies).toHaveLength(1)
  })

  it('refuses a value that is not a name', async () => {
    const t = await open_app(() => custom_auth(() => 5 as never, { secret: SECRET, cookie: fresh() }))
    await t.until(() => t.closed)
    expect(t.errors.map(String)).toEqual([
      'TypeError: custom_auth: login must return a name (a string) or null, not 5.',
    ])
  })
})
