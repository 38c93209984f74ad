import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Download, Page } from 'playwright-core'
import { download, hold, on_event, put_file, put_text } from '@webio/core'
import { bundlePage, hostDocument } from './bundle'
import { chromiumOfFile } from './chromium'
import { untilStatus } from './page-tools'
import { ENDPOINT, startSite } from './site'

const chromium = chromiumOfFile()

const NAMES = ['two words.txt', 'Müller & Söhne.csv', '报告.xlsx', 'تقرير.pdf', '🎉 party.png']

const BYTES = randomBytes(3_000_000)

/** Clicks, and waits for the resulting download. */
async function downloadBy(page: Page, act: () => Promise<unknown>): Promise<Download> {
  const [begun] = await Promise.all([page.waitForEvent('download'), act()])
  return begun
}

async function contentOf(begun: Download): Promise<Buffer> {
  return readFile(await begun.path())
}

const link = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

describe('put_file', () => {
  it.each(NAMES)('downloads %s under its name', async (name) => {
    await using site = await startSite(chromium, async () => {
      put_file(name, 'content')
      await hold()
    })
    const page = await chromium.open(site.page)
    const begun = await downloadBy(page, () => link(page, name).click())
    expect([begun.suggestedFilename(), String(await contentOf(begun))]).toEqual([name, 'content'])
  })

  it('downloads every byte, even by keyboard and repeatedly', async () => {
    let made = 0
    await using site = await startSite(chromium, async () => {
      put_file('data.bin', () => (made++, BYTES), { label: 'All data' })
      await hold()
    })
    const page = await chromium.open(site.page)
    await link(page, 'All data').focus()
    expect(made).toBe(0)
    for (const key of ['Enter', 'Space']) {
      const begun = await downloadBy(page, () => page.keyboard.press(key))
      expect(begun.suggestedFilename()).toBe('data.bin')
      expect(BYTES.equals(await contentOf(begun))).toBe(true)
    }
    expect(made).toBe(2)
  })

  it('reports a stream that was downloaded before', async () => {
    await using site = await startSite(chromium, async () => {
      put_file('once.txt', new Blob(['x']).stream())
      await hold()
    })
    const page = await chromium.open(site.page)
    await downloadBy(page, () => link(page, 'once.txt').click())
    await link(page, 'once.txt').click()
    await page.getByText('This file could be downloaded only once.').waitFor()
  })
})

describe('download', () => {
  it('starts automatically, even under a strict Content-Security-Policy', async () => {
    const files = await bundlePage('wire')
    await using site = await startSite(
      chromium,
      async () => {
        put_text('here it comes')
        download('report.txt', 'done')
        await hold()
      },
      {
        host: {
          document: () => hostDocument('wire', files),
          files,
          headers: { 'content-security-policy': "default-src 'self'; img-src data:" },
        },
      },
    )
    const page = await (await chromium.context()).newPage()
    const begun = await downloadBy(page, () => page.goto(site.url))
    expect(String(await contentOf(begun))).toBe('done')
  })

  it('from another site does not replace the page, even if the file no longer exists', async () => {
    const files = await bundlePage('wire')
    await using host = await startSite(chromium, () => hold(), {
      host: { document: () => hostDocument('wire', files), files },
    })
    await using site = await startSite(
      chromium,
      async () => {
        put_file('far.txt', 'from afar')
        on_event('x', () => {})
        await hold()
      },
      { allowed_origins: [host.url.replace(/\/$/, '')] },
    )
    const endpoint = encodeURIComponent(`http://localhost:${site.port}${ENDPOINT}`)
    const page = await chromium.open(`${host.url}?endpoint=${endpoint}`)
    await untilStatus(page, 'open')
    const begun = await downloadBy(page, () => link(page, 'far.txt').click())
    expect(String(await contentOf(begun))).toBe('from afar')

    chromium.expectProblem(/404/)
    await page.route('**/files/**', (route) => route.fulfill({ status: 404, body: 'gone' }))
    await Promise.all([page.waitForResponse(/\/files\//), link(page, 'far.txt').click()])
    await link(page, 'far.txt').waitFor()
    await untilStatus(page, 'open')
  })
})
