import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from '@jest/globals'
import { hold, put_text } from '@webio/core'
import { webio_handler } from '@webio/core/server'
import { RecordingLogger } from './serve'
import { SocketPage } from './socket-page'

const showing = (text: string) => (): Promise<void> => {
  put_text(text)
  return hold()
}

/** A handler in its own server, whose application can be edited. */
async function edited(first: () => unknown) {
  const log = new RecordingLogger()
  const webio = webio_handler({ main: first, other: showing('other') }, { logger: log })
  const http = createServer(webio.middleware as never)
  webio.attach(http)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const visit = (ticket?: SocketPage['session']['ticket']): SocketPage =>
    new SocketPage(url, 'websocket', { app: 'main', path: '/webio/io', ...(ticket && { ticket }) })
  return {
    webio,
    log,
    visit,
    /** What a page shows. */
    shown: (page: SocketPage) => page.until(() => page.texts[0]),
    async [Symbol.asyncDispose]() {
      await webio.close()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

describe('setApplications of a handler', () => {
  it('with restart_on_reload, a reloaded page runs the new code, and the log says so', async () => {
    await using site = await edited(showing('old'))
    await using page = site.visit()
    expect(await site.shown(page)).toBe('old')
    site.webio.setApplications({ main: showing('new'), other: () => {} }, { restart_on_reload: true })
    const { ticket } = page.session
    await page[Symbol.asyncDispose]()
    await using reloaded = site.visit(ticket)
    expect(await site.shown(reloaded)).toBe('new')
    expect(site.webio.sessions()).toHaveLength(1)
    expect(site.log.of('info')).toContain(
      '[webio] application "main" has been edited: the reloaded page runs the new code in a new session.',
    )
  })

  it('a page that only lost its connection continues with the old code', async () => {
    await using site = await edited(showing('old'))
    await using page = site.visit()
    await site.shown(page)
    site.webio.setApplications({ main: showing('new') }, { restart_on_reload: true })
    page.socket.io.engine.close()
    await page.until(() => page.welcomes === 2)
    expect(page.texts).toEqual(['old'])
  })

  it.each([
    ['without restart_on_reload', (old: () => unknown) => [old, showing('new'), {}] as const],
    [
      'if the application is the same',
      (old: () => unknown) => [old, old, { restart_on_reload: true }] as const,
    ],
  ])('%s, a reload resumes the session', async (_, parts) => {
    const [old, next, options] = parts(showing('old'))
    await using site = await edited(old)
    await using page = site.visit()
    await site.shown(page)
    site.webio.setApplications({ main: next }, options)
    const { ticket } = page.session
    await page[Symbol.asyncDispose]()
    await using reloaded = site.visit(ticket)
    expect(await site.shown(reloaded)).toBe('old')
  })
})
