import { expect, it } from '@jest/globals'
import { input, put_text } from '@webio/core'
import { haproxy, missingHaproxy } from '../support/haproxy'
import { startNodes } from './nodes'
import type { Wire } from './socket-page'
import { SocketPage } from './socket-page'

// Many connections are made, and the machine may be busy.
jest.setTimeout(60_000)

const missing = missingHaproxy()
if (missing !== null) console.warn(missing)
const ifInstalled = missing === null ? it : it.skip

async function echo(): Promise<void> {
  for (let i = 1; ; i++) put_text(`${i}: ${await input('Text')}`)
}

ifInstalled(
  'HAProxy as documented, which knows nothing of sessions, serves pages over all transports',
  async () => {
    await using nodes = await startNodes(3, echo)
    await using proxy = await haproxy(nodes.servers.map(({ url }) => url))
    const wires: Wire[] = ['websocket', 'polling', 'upgraded', 'polling', 'websocket', 'polling']
    const pages = wires.map((wire) => new SocketPage(proxy.url, wire))
    await Promise.all(
      pages.map(async (page) => {
        for (let i = 1; i <= 5; i++) {
          await page.submit({ data: `answer ${i}` })
          await page.until(() => page.texts.length === i && page.session.tree.forms.size === 1)
        }
      }),
    )
    for (const page of pages) {
      expect(page.texts).toEqual([1, 2, 3, 4, 5].map((i) => `${i}: answer ${i}`))
      await page[Symbol.asyncDispose]()
    }
    for (const { log } of nodes.servers) expect([...log.of('warn'), ...log.of('error')]).toEqual([])
  },
)
