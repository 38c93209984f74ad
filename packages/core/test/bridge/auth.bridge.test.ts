import { describe, expect, it } from '@jest/globals'
import { basic_auth, custom_auth, hold, put_button, put_text, revoke_auth } from '@webio/core'
import type { TestServer } from './serve'
import { serve } from './serve'
import { SocketPage } from './socket-page'

let last = 0
/** Each test has its own cookie, so the attempts that one counts do not delay the next. */
const fresh = (): string => `log_in_${++last}`

/** An application that asks for a log-in by this cookie. */
const office = (cookie: string) => async (): Promise<void> => {
  const options = { secret: 'a secret that is long enough', cookie }
  const user = await basic_auth((name, password) => name === 'ada' && password === 'right', options)
  put_text(`hello ${user}`)
  put_button('Log out', () => revoke_auth(cookie))
  await hold()
}

/** Waits for a command to fetch a cookie that comes after the first `from` ones. */
const cookieCommand = (page: SocketPage, from = 0) =>
  page.until(() => page.transients.filter((one) => one.type === 'cookie-set')[from])

/** Fetches a cookie as the page of `origin` does. */
async function fetchCookie(
  server: TestServer,
  page: SocketPage,
  token: string,
  headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
): Promise<{ readonly status: number; readonly cookie: string }> {
  const url = `${server.url}cookies/${page.session.ticket?.session}/${token}`
  const answer = await fetch(url, { method: 'POST', headers })
  await answer.arrayBuffer()
  return { status: answer.status, cookie: answer.headers.get('set-cookie') ?? '' }
}

const logIn = (page: SocketPage, password: string): Promise<void> =>
  page.submit({ username: 'ada', password })

/** Logs in, and returns the cookie that the browser sends from then on. */
async function loggedIn(server: TestServer): Promise<{ page: SocketPage; sends: string; cookie: string }> {
  const page = new SocketPage(server.url, 'websocket')
  await logIn(page, 'right')
  const { token } = await cookieCommand(page)
  const { cookie } = await fetchCookie(server, page, token)
  await page.until(() => page.texts.includes('hello ada'))
  return { page, cookie, sends: cookie.split(';')[0] ?? '' }
}

describe('basic_auth over HTTP', () => {
  it('[A1] gives the page a signed cookie that scripts cannot read, once, and recognizes its sender', async () => {
    const name = fresh()
    await using server = await serve(office(name))
    const { page, cookie, sends } = await loggedIn(server)
    await using _ = page
    expect(cookie).toMatch(
      new RegExp(`^${name}=[\\w-]+\\.[\\w-]{43}; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax$`),
    )
    const { token } = await cookieCommand(page)
    expect(await fetchCookie(server, page, token)).toEqual({ status: 404, cookie: '' })
    await using again = new SocketPage(server.url, 'websocket', { headers: { cookie: `a=b; ${sends}` } })
    await again.until(() => again.texts.includes('hello ada'))
  })

  it.each<[string, Record<string, string>]>([
    ['of another site', { 'sec-fetch-site': 'cross-site' }],
    ['of another origin, by a browser without Sec-Fetch-Site', { origin: 'https://evil.test' }],
  ])('[A1] opens no session for a page %s', async (_, headers) => {
    await using server = await serve(office(fresh()))
    await using page = new SocketPage(server.url, 'websocket')
    await logIn(page, 'right')
    const { token } = await cookieCommand(page)
    expect(await fetchCookie(server, page, token, headers)).toEqual({ status: 403, cookie: '' })
    expect((await fetchCookie(server, page, token)).status).toBe(204)
  })

  it('[A1] restricts it to HTTPS if the page uses HTTPS', async () => {
    await using server = await serve(office(fresh()))
    await using page = new SocketPage(server.url, 'websocket')
    await logIn(page, 'right')
    const { token } = await cookieCommand(page)
    // A proxy ends TLS.
    const headers = { 'sec-fetch-site': 'same-origin', origin: `https://127.0.0.1:${server.port}` }
    expect((await fetchCookie(server, page, token, headers)).cookie).toMatch(/; Secure$/)
  })

  it('asks again if the cookie was modified', async () => {
    await using server = await serve(office(fresh()))
    const { page, sends } = await loggedIn(server)
    await using _ = page
    await using forged = new SocketPage(server.url, 'websocket', {
      headers: { cookie: sends.replace(/=./, '=A') },
    })
    expect((await forged.form()).spec.label).toBe('Log in')
  })

  it('revoke_auth clears the cookie and invalidates copies of it', async () => {
    const name = fresh()
    await using server = await serve(office(name))
    const { page, sends } = await loggedIn(server)
    await using _ = page
    const button = [...page.session.tree.nodes.values()].find(({ spec }) => spec.type === 'button')
    page.send({ type: 'callback-fire', output: button?.spec.id ?? -1, key: 0 })
    const { token } = await cookieCommand(page, 1)
    expect((await fetchCookie(server, page, token)).cookie).toBe(
      `${name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax`,
    )
    await using kept = new SocketPage(server.url, 'websocket', { headers: { cookie: sends } })
    expect((await kept.form()).spec.label).toBe('Log in')
  })

  it('delays an address after too many attempts, even in a new session', async () => {
    await using server = await serve(office(fresh()))
    await using page = new SocketPage(server.url, 'websocket')
    const refusals = async (one: SocketPage): Promise<unknown> => {
      const { settled } = await one.form()
      await logIn(one, 'wrong')
      const form = await one.until(() =>
        [...one.session.tree.forms.values()].find((next) => next.settled > settled),
      )
      return form.errors['password']
    }
    for (let attempt = 0; attempt < 5; attempt++)
      expect(await refusals(page)).toBe('Wrong username or password.')
    await using other = new SocketPage(server.url, 'websocket')
    expect(await refusals(other)).toMatch(/^Too many attempts/)
  })
})

it('custom_auth remembers the name that the log-in returned', async () => {
  const cookie = fresh()
  const names = ['grace', 'somebody else']
  await using server = await serve(async () => {
    put_text(await custom_auth(() => names.shift(), { secret: 'a secret that is long enough', cookie }))
    await hold()
  })
  await using page = new SocketPage(server.url, 'websocket')
  const { token } = await cookieCommand(page)
  const sends = (await fetchCookie(server, page, token)).cookie.split(';')[0] ?? ''
  await page.until(() => page.texts.includes('grace'))
  await using again = new SocketPage(server.url, 'websocket', { headers: { cookie: sends } })
  await again.until(() => again.texts.includes('grace'))
})
