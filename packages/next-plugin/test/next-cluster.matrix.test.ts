import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { missingServer, redisServer } from '../../core/test/support/database-servers'
import { chromiumOfFile, NETWORK_NOISE } from '../../react/test/browser/chromium'
import { missingNginx, nginx } from '../../react/test/browser/nginx'
import { eventually } from '../../react/test/browser/page-tools'
import { COMPILE_MS, copyRouteOnly } from './next-suite'
import { buildSite, removeSite, startSite } from './site-process'

const chromium = chromiumOfFile()
jest.setTimeout(3 * COMPILE_MS)

/** Shows its process and the messages of a room, including those of its visitor. */
const TASKS = `
import { hold, input, join_room, on_message, put_text, room, run_async } from '@webio/core'
import type { WebIORouteOptions } from '@webio/next-plugin/server'
export const options: WebIORouteOptions = {
  cluster: process.env.CLUSTER,
  cluster_secret: process.env.CLUSTER && 'a secret of sixteen characters',
  reconnect_timeout: 5,
}
export async function main() {
  put_text('process ' + process.pid)
  join_room('chat')
  on_message('chat', (text) => void put_text(String(text)))
  run_async(async () => {
    for (;;) room('chat').send(await input('Message'))
  })
  await hold()
}
`

/** An SDK that writes the names of spans to the console. */
const TRACING = `
export async function register() {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { BasicTracerProvider, SimpleSpanProcessor } = await import('@opentelemetry/sdk-trace-base')
    const { trace } = await import('@opentelemetry/api')
    const exporter = {
      export(spans: readonly { name: string }[], done: (result: { code: number }) => void) {
        for (const { name } of spans) console.log('span: ' + name)
        done({ code: 0 })
      },
      shutdown: async () => {},
    }
    trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }))
  }
  const webio = await import('@webio/next-plugin/instrumentation')
  await webio.register()
}
`

const processOf = async (page: Page): Promise<string> =>
  (await page.getByText(/^process \d+$/).textContent()) ?? ''

const missing = missingServer('redis-server') ?? missingNginx()
if (missing !== null) console.warn(missing)
const ifInstalled = missing === null ? it : it.skip

ifInstalled(
  'two processes of one built site serve any page behind nginx, share rooms, and are traced',
  async () => {
    const dir = copyRouteOnly()
    writeFileSync(join(dir, 'webio.ts'), TASKS)
    writeFileSync(join(dir, 'instrumentation.ts'), TRACING)
    await using redis = await redisServer()
    try {
      await buildSite(dir)
      const env = { CLUSTER: redis.url }
      const sites = [await startSite(dir, 'start', env), await startSite(dir, 'start', env)]
      try {
        const [upstream = '', ...others] = sites.map(({ url }) => `${url}/`)
        await using front = await nginx({ upstream, others, location: '/' })
        // Its pages use long-polling: each request goes to the other process.
        await using polling = await nginx({ upstream, others, location: '/', upgrades: false })
        chromium.expectProblem(NETWORK_NOISE)
        const pages: Page[] = []
        for (const url of [
          ...sites.map((site) => `${site.url}/`),
          front.url,
          polling.url,
          front.url,
          polling.url,
        ])
          pages.push(await chromium.open(`${url}webio?app=main`))
        const before = await Promise.all(pages.map(processOf))
        expect(new Set(before).size).toBe(2)
        for (const [i, page] of pages.entries()) {
          await page.getByLabel('Message').fill(`message ${i}`)
          await page.getByRole('button', { name: 'Submit' }).click()
          await Promise.all(pages.map((one) => one.getByText(`message ${i}`, { exact: true }).waitFor()))
        }
        // A page that comes back at the process without its session is relayed. The request in between keeps nginx from sending each reload to the same
        // process as the previous one.
        const isRelayed = (): boolean => sites.some((site) => site.output().includes('span: relay main'))
        for (let i = 0; i < 10 && !isRelayed(); i++) {
          await Promise.all(pages.slice(2).map((page) => page.reload().then(() => processOf(page))))
          await fetch(`${front.url}webio`)
        }
        expect(await Promise.all(pages.map(processOf))).toEqual(before)
        // A page tries a WebSocket first, which this nginx does not forward.
        const polls = polling.failures().filter((line) => !line.includes('transport=websocket'))
        expect([front.failures(), polls]).toEqual([[], []])
        for (const page of pages) await page.context().close()
        await eventually(() => {
          const output = sites.map((site) => site.output()).join('')
          for (const span of ['session main', 'task main', 'callback main', 'relay main'])
            expect(output).toContain(`span: ${span}`)
        })
      } finally {
        await Promise.all(sites.map((site) => site.stop()))
      }
    } finally {
      removeSite(dir)
    }
  },
)
