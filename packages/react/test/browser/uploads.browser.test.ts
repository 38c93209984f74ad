import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Page } from 'playwright-core'
import type { FileUploadOptions, UploadedFile } from '@webio/core'
import {
  file_upload,
  hold,
  input,
  input_group,
  pin,
  put_button,
  put_file_upload,
  put_text,
} from '@webio/core'
import { expectAccessible } from './axe'
import { bundlePage, hostDocument } from './bundle'
import { chromiumOfFile } from './chromium'
import { eventually, untilStatus } from './page-tools'
import type { Site, SiteOptions } from './site'
import { ENDPOINT, startSite } from './site'

const chromium = chromiumOfFile()

const NAMES = ['two words.txt', 'Müller & Söhne.csv', '报告.xlsx', 'تقرير.pdf', '🎉 party.png']
const BYTES = randomBytes(9_000_000)

/** A site whose task repeatedly asks for files, and keeps the answers. */
async function siteThatAsks(
  options: FileUploadOptions<boolean, boolean, unknown> = {},
  site: SiteOptions = {},
): Promise<Site & { readonly received: UploadedFile[] }> {
  const received: UploadedFile[] = []
  const started = await startSite(
    chromium,
    async () => {
      for (;;) {
        const given = (await file_upload('Your files', options as { multiple: true })) as
          UploadedFile | UploadedFile[] | null
        const files = Array.isArray(given) ? given : given ? [given] : []
        received.push(...files)
        put_text(`got ${files.map(({ filename, size }) => `${filename} ${size}`).join(', ') || 'nothing'}`)
      }
    },
    site,
  )
  return Object.assign(started, { received })
}

const file = (name: string, buffer = Buffer.from('content'), mimeType = ''): object =>
  ({ name, mimeType, buffer }) as object

const choose = (page: Page, ...files: object[]): Promise<void> =>
  page.getByLabel('Your files').setInputFiles(files as never)

const submit = (page: Page): Promise<void> => page.getByRole('button', { name: 'Submit' }).click()
const entry = (page: Page, name: string) => page.locator(`[data-webio-file="${name}"]`)
const untilState = (page: Page, name: string, state: string): Promise<void> =>
  page.locator(`[data-webio-file="${name}"][data-state="${state}"]`).waitFor()

/** Holds uploads back until the returned function is called. */
async function holdUploads(page: Page): Promise<() => Promise<void>> {
  let release = (): void => {}
  const isReleased = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/uploads/**', async (route) => {
    await isReleased
    await route.continue().catch(() => {})
  })
  return async () => {
    release()
    await page.unroute('**/uploads/**')
  }
}

/** Drops files onto the field, as a person who drags them from a folder. */
async function drop(page: Page, ...names: string[]): Promise<void> {
  const transfer = await page.evaluateHandle((all) => {
    const data = new DataTransfer()
    for (const name of all) data.items.add(new File([`content of ${name}`], name))
    return data
  }, names)
  const zone = page.locator('.webio-file-drop')
  await zone.dispatchEvent('dragover', { dataTransfer: transfer })
  await zone.dispatchEvent('drop', { dataTransfer: transfer })
}

describe('file_upload', () => {
  it.each(NAMES)('uploads %s under its name', async (name) => {
    await using site = await siteThatAsks()
    const page = await chromium.open(site.page)
    await choose(page, file(name))
    await untilState(page, name, 'done')
    await submit(page)
    await page.getByText(`got ${name} 7`).waitFor()
    expect(String(site.received[0]?.content)).toBe('content')
  })

  it('uploads every byte of a large file, and shows the progress', async () => {
    await using site = await siteThatAsks()
    const page = await chromium.open(site.page)
    const go = await holdUploads(page)
    await choose(page, file('large.bin', BYTES, 'application/x-large'))
    const bar = page.getByRole('progressbar', { name: 'Uploading large.bin' })
    await bar.waitFor()
    await expectAccessible(page)
    await go()
    await untilState(page, 'large.bin', 'done')
    await expectAccessible(page)
    await submit(page)
    await page.getByText('got large.bin 9000000').waitFor()
    expect(site.received[0]?.mime_type).toBe('application/x-large')
    expect(BYTES.equals(site.received[0]?.content ?? Buffer.of())).toBe(true)
  })

  it('accepts dropped files: one if it asks for one, several if it allows several', async () => {
    await using one = await siteThatAsks()
    const page = await chromium.open(one.page)
    await drop(page, 'a.txt', 'b.txt')
    await untilState(page, 'a.txt', 'done')
    expect(await page.locator('[data-webio-file]').count()).toBe(1)
    await drop(page, 'c.txt')
    await untilState(page, 'c.txt', 'done')
    expect(await page.locator('[data-webio-file]').count()).toBe(1)
    await submit(page)
    await page.getByText('got c.txt 16').waitFor()

    await using many = await siteThatAsks({ multiple: true })
    const other = await chromium.open(many.page)
    await drop(other, 'a.txt', 'b.txt')
    await drop(other, 'c.txt')
    for (const name of ['a.txt', 'b.txt', 'c.txt']) await untilState(other, name, 'done')
    await submit(other)
    await other.getByText('got a.txt 16, b.txt 16, c.txt 16').waitFor()
  })

  it('is sent after the chosen files have arrived, no matter how early it is submitted', async () => {
    await using site = await siteThatAsks({ required: true })
    const page = await chromium.open(site.page)
    await submit(page)
    await page.getByText('Please choose a file.').waitFor()
    const go = await holdUploads(page)
    await choose(page, file('a.txt'))
    await submit(page)
    await eventually(async () =>
      expect(await page.getByRole('button', { name: 'Submit' }).getAttribute('aria-busy')).toBe('true'),
    )
    await go()
    await page.getByText('got a.txt 7').waitFor()
  })

  it('is filled and cleared by keyboard', async () => {
    await using site = await siteThatAsks({ multiple: true })
    const page = await chromium.open(site.page)
    const control = page.getByLabel('Your files')
    // Listens before the key is pressed. Otherwise the browser's own dialog may open first, unnoticed.
    const opened = page.waitForEvent('filechooser')
    await control.focus()
    await page.keyboard.press('Enter')
    const chooser = await opened
    await chooser.setFiles([file('a.txt'), file('b.txt')] as never)
    await untilState(page, 'b.txt', 'done')
    await page.getByRole('button', { name: 'Remove a.txt' }).focus()
    await page.keyboard.press('Enter')
    await entry(page, 'a.txt').waitFor({ state: 'detached' })
    expect(await control.evaluate((element) => element === document.activeElement)).toBe(true)
    await submit(page)
    await page.getByText('got b.txt 7').waitFor()
  })

  it('cancels a running upload, and continues without it', async () => {
    await using site = await siteThatAsks({ multiple: true })
    const page = await chromium.open(site.page)
    const go = await holdUploads(page)
    await choose(page, file('long.bin', BYTES), file('short.txt'))
    await page.getByRole('button', { name: 'Cancel the upload of long.bin' }).click()
    await entry(page, 'long.bin').waitFor({ state: 'detached' })
    await go()
    await untilState(page, 'short.txt', 'done')
    await submit(page)
    await page.getByText('got short.txt 7').waitFor()
  })

  it('explains what is wrong with a file, and does not send it', async () => {
    await using site = await siteThatAsks({ max_size: '1K', accept: ['.txt', 'image/*'], multiple: true })
    const page = await chromium.open(site.page)
    await choose(page, file('large.txt', Buffer.alloc(1025)))
    const tooLarge = 'The file “large.txt” is too large. A file may be at most 1 KB.'
    await entry(page, 'large.txt').getByText(tooLarge).waitFor()
    await expectAccessible(page)
    await submit(page)
    // Only once, next to the file.
    await page.getByText(tooLarge).waitFor()
    await choose(page, file('page.html', Buffer.from('x'), 'text/html'))
    await page.getByText('The type of the file “page.html” is not accepted.').first().waitFor()
    await entry(page, 'large.txt').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Remove page.html' }).click()
    await choose(page, file('dot.gif', Buffer.from('x'), 'image/gif'))
    await untilState(page, 'dot.gif', 'done')
    await submit(page)
    await page.getByText('got dot.gif 1').waitFor()
  })

  it('is cleared by Reset', async () => {
    await using site = await siteThatAsks({ multiple: true })
    const page = await chromium.open(site.page)
    await choose(page, file('a.txt'))
    await untilState(page, 'a.txt', 'done')
    await page.getByRole('button', { name: 'Reset' }).click()
    await entry(page, 'a.txt').waitFor({ state: 'detached' })
    await submit(page)
    await page.getByText('got nothing').waitFor()
  })
})

describe('a broken upload', () => {
  it('continues automatically', async () => {
    await using site = await siteThatAsks()
    const page = await chromium.open(site.page)
    chromium.expectProblem(/net::ERR|Failed to load/)
    let failures = 0
    await page.route('**/uploads/**', (route) => (failures++ < 2 ? route.abort() : route.continue()))
    await choose(page, file('large.bin', BYTES))
    await untilState(page, 'large.bin', 'done')
    await submit(page)
    await page.getByText('got large.bin 9000000').waitFor()
    expect(BYTES.equals(site.received[0]?.content ?? Buffer.of())).toBe(true)
  })

  it('continues in smaller parts if a proxy refuses large ones', async () => {
    await using site = await siteThatAsks()
    const page = await chromium.open(site.page)
    chromium.expectProblem(/413/)
    await page.route('**/uploads/**', (route) => {
      const { length } = route.request().postDataBuffer() ?? Buffer.of()
      return length > 2 ** 21 ? route.fulfill({ status: 413, body: 'too large' }) : route.continue()
    })
    await choose(page, file('large.bin', BYTES))
    await untilState(page, 'large.bin', 'done')
    await submit(page)
    await page.getByText('got large.bin 9000000').waitFor()
    expect(BYTES.equals(site.received[0]?.content ?? Buffer.of())).toBe(true)
  })

  it('reports a final failure, and can be retried', async () => {
    await using site = await siteThatAsks({ required: true })
    const page = await chromium.open(site.page)
    chromium.expectProblem(/403/)
    await page.route('**/uploads/**', (route) => route.fulfill({ status: 403, body: 'no' }))
    await choose(page, file('a.txt'))
    await untilState(page, 'a.txt', 'failed')
    await expectAccessible(page)
    await submit(page)
    await page.getByText('The file “a.txt” has not been uploaded.').waitFor()
    await page.unroute('**/uploads/**')
    await page.getByRole('button', { name: 'Try again to upload a.txt' }).click()
    await untilState(page, 'a.txt', 'done')
    await submit(page)
    await page.getByText('got a.txt 7').waitFor()
  })

  it('shows after a reload what has arrived, and continues when the same file is chosen again', async () => {
    await using site = await siteThatAsks({ multiple: true })
    const page = await chromium.open(site.page)
    // The browser reports when a file was last changed, so it must be a real file.
    const stays = { name: 'stays.txt', buffer: Buffer.from('content'), mimeType: '' }
    await choose(page, stays)
    await untilState(page, 'stays.txt', 'done')
    const go = await holdUploads(page)
    // The file is requested after the session knows about it.
    const asked = page.waitForRequest('**/uploads/**')
    await choose(page, file('cut.txt'))
    await asked
    await page.reload()
    await go()
    await untilState(page, 'stays.txt', 'done')
    await untilState(page, 'cut.txt', 'interrupted')
    await page.getByText('Interrupted. Choose the same file again to continue.').waitFor()
    await submit(page)
    await page.getByText('The file “cut.txt” has not been uploaded.').waitFor()
    await page.getByRole('button', { name: 'Remove cut.txt' }).click()
    await choose(page, file('cut.txt'))
    await untilState(page, 'cut.txt', 'done')
    await submit(page)
    await page.getByText('got stays.txt 7, cut.txt 7').waitFor()
  })
})

describe('other fields and pages', () => {
  it('a group can be filled in during an upload, and cancelled with it', async () => {
    await using site = await startSite(chromium, async () => {
      const given = await input_group(
        'Apply',
        [input('Name', { name: 'name' }), file_upload('CV', { name: 'cv', required: true })],
        { cancelable: true },
      )
      put_text(given ? `${given.name} ${given.cv.filename}` : 'cancelled')
      await hold()
    })
    const page = await chromium.open(site.page)
    await page.getByLabel('CV').setInputFiles([file('cv.pdf')] as never)
    await page.getByLabel('Name').fill('Ann')
    await untilState(page, 'cv.pdf', 'done')
    await page.getByRole('button', { name: 'Cancel', exact: true }).click()
    await page.getByText('cancelled').waitFor()
  })

  it('a page of another site can upload, too', async () => {
    const files = await bundlePage('wire')
    await using host = await startSite(chromium, () => hold(), {
      host: { document: () => hostDocument('wire', files), files },
    })
    await using site = await siteThatAsks({}, { allowed_origins: [host.url.replace(/\/$/, '')] })
    const endpoint = encodeURIComponent(`http://localhost:${site.port}${ENDPOINT}`)
    const page = await chromium.open(`${host.url}?endpoint=${endpoint}`)
    await untilStatus(page, 'open')
    await choose(page, file('far.bin', BYTES.subarray(0, 3_000_000)))
    await untilState(page, 'far.bin', 'done')
    await submit(page)
    await page.getByText('got far.bin 3000000').waitFor()
  })

  it('put_file_upload sets the pin to its file; files are removed with the session', async () => {
    let path = ''
    await using site = await startSite(chromium, async () => {
      put_file_upload('doc', { label: 'Document', help_text: 'Any kind' })
      put_button('Read', async () => {
        const doc = (await pin['doc']) as UploadedFile | null
        put_text(`pin ${doc?.filename} ${String(doc?.content)}`)
        path = doc?.path ?? ''
      })
      await hold()
    })
    const page = await chromium.open(site.page)
    const control = page.getByLabel('Document')
    await control.setInputFiles([file('a.txt')] as never)
    await untilState(page, 'a.txt', 'done')
    await page.getByRole('button', { name: 'Read' }).click()
    await page.getByText('pin a.txt content').waitFor()
    await page.reload()
    await untilState(page, 'a.txt', 'done')
    await page.getByRole('button', { name: 'Remove a.txt' }).click()
    await page.getByRole('button', { name: 'Read' }).click()
    await page.getByText('pin undefined undefined').waitFor()
    await site.close()
    expect(existsSync(path)).toBe(false)
  })
})
