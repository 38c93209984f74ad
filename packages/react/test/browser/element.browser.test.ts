import type { TaskParams } from '@webio/core'
import { emit, hold, put_text } from '@webio/core'
import { chromiumOfFile } from './chromium'
import { eventually, textsOf, untilStatus } from './page-tools'
import { ENDPOINT, startSite } from './site'

const chromium = chromiumOfFile()

/** A page without React, with one script tag. */
const documentWith = (body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Plain</title><link rel="icon" href="data:,">
<script type="module" src="${ENDPOINT}/embed.js"></script></head><body>${body}</body></html>`

const site = (body: string, task: (params: TaskParams) => unknown) =>
  startSite(chromium, task, { host: { files: new Map(), document: () => documentWith(body) } })

describe('<webio-app>', () => {
  it('gives its parameters to the task, has its theme, and tells the page what happens', async () => {
    await using host = await site(
      `<script>
        window.heard = []
        for (const name of ['ready', 'event', 'close'])
          addEventListener('webio-' + name, ({ type, detail }) => heard.push([type, detail]))
      </script>
      <webio-app params='{ "from": "a plain page" }' theme="dark" locale="de"></webio-app>`,
      ({ from }) => {
        put_text(String(from))
        emit('told', { n: 1 })
        return 'the result'
      },
    )
    const page = await chromium.open(host.url)
    await eventually(async () =>
      expect(await page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([
        ['webio-ready', { resumed: false }],
        ['webio-event', { name: 'told', data: { n: 1 } }],
        ['webio-close', { reason: 'finished', result: 'the result' }],
      ]),
    )
    expect(await textsOf(page)).toEqual(['a plain page'])
    expect(await page.locator('.webio').getAttribute('data-webio-theme')).toBe('dark')
    expect(await page.locator('webio-app').evaluate((element) => getComputedStyle(element).display)).toBe(
      'block',
    )
  })

  it('ends its session when it is removed, and begins one for other parameters', async () => {
    await using host = await site('<webio-app></webio-app>', ({ n = 0 }) => {
      put_text(`number ${String(n)}`)
      return hold()
    })
    const page = await chromium.open(host.url)
    await page.getByText('number 0').waitFor()
    await page.locator('webio-app').evaluate((element) => element.setAttribute('params', '{"n":1}'))
    await page.getByText('number 1').waitFor()
    await eventually(() => expect(host.sessions()).toHaveLength(1))
    await page.locator('webio-app').evaluate((element) => element.remove())
    await eventually(() => expect(host.sessions()).toHaveLength(0))
    expect(await page.locator('.webio').count()).toBe(0)
  })

  it('says so if its parameters are not a JSON object, and continues without them', async () => {
    chromium.expectProblem(/<webio-app>: the attribute params must be a JSON object, not \[1\]\./)
    await using host = await site(`<webio-app params="[1]"></webio-app>`, (params) => {
      put_text(JSON.stringify(params))
      return hold()
    })
    const page = await chromium.open(host.url)
    await untilStatus(page, 'open')
    await eventually(async () => expect(await textsOf(page)).toEqual(['{}']))
  })
})
