import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Download, Locator, Page } from 'playwright-core'
import { example, press, siteBrowser, untilToast } from './site-browser'

jest.setTimeout(60_000)

const { open } = siteBrowser()

async function saved(
  page: Page,
  act: () => Promise<unknown>,
): Promise<[string, string]> {
  const [begun] = await Promise.all([
    page.waitForEvent('download') as Promise<Download>,
    act(),
  ])
  return [begun.suggestedFilename(), String(await readFile(await begun.path()))]
}

const file = (name: string, text: string, mimeType = '') => ({
  name,
  mimeType,
  buffer: Buffer.from(text),
})

const untilDone = (where: Locator, name: string): Promise<void> =>
  where.locator(`[data-webio-file="${name}"][data-state="done"]`).waitFor()

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webio-files-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('files', () => {
  it('are downloaded by a click', async () => {
    const page = await open('/tour/files')
    const where = example(page, 'file')
    expect(await saved(page, () => press(where, 'greeting.txt'))).toEqual([
      'greeting.txt',
      'Good morning, 你好, مرحبا',
    ])
    const [name, text] = await saved(page, () =>
      press(where, 'A million numbers, made as you download'),
    )
    expect([name, text.split('\n').length]).toEqual(['numbers.csv', 1_000_001])
    expect(text.endsWith('999999,999998000001\n')).toBe(true)
  })

  it('are downloaded by a task', async () => {
    const page = await open('/tour/files')
    const [name, text] = await saved(page, () =>
      press(example(page, 'send'), 'Make a report'),
    )
    expect(name).toMatch(/^report \d{4}-\d\d-\d\d\.txt$/)
    expect(text).toBe('All is well.\n')
  })

  it('are uploaded, one by one and several', async () => {
    const page = await open('/tour/files')
    const one = example(page, 'upload')
    await one
      .getByLabel('A picture')
      .setInputFiles(file('dot.gif', 'GIF89a!!', 'image/gif'))
    await untilDone(one, 'dot.gif')
    await press(one, 'Submit')
    await one.getByText('71 73 70 56 57 97 33 33').waitFor()

    const many = example(page, 'several')
    await many.getByLabel('Title').fill('Poems')
    await many
      .getByLabel('Texts')
      .setInputFiles([file('a.txt', 'one\ntwo'), file('b.md', 'one')])
    await press(many, 'Submit')
    await many.getByText('a.txt: 2 lines').waitFor()
    await many.getByText('b.md: 1 lines').waitFor()
  })

  it('of 20 MB pass through the route of the site completely', async () => {
    const page = await open('/tour/files')
    const where = example(page, 'pinned')
    const path = join(folder, 'large.bin')
    await writeFile(path, Buffer.alloc(20 * 1024 ** 2, 'webio '))
    await where.getByLabel('Document').setInputFiles(path)
    await where.getByText('large.bin is here.').waitFor()
    await press(where, 'How large is it?')
    await untilToast(page, '20971520 bytes')
  })

  it('are stored by a pin', async () => {
    const page = await open('/tour/files')
    const where = example(page, 'pinned')
    await where.getByLabel('Document').setInputFiles(file('cv.pdf', 'content'))
    await where.getByText('cv.pdf is here.').waitFor()
    await press(where, 'How large is it?')
    await untilToast(page, '7 bytes')
    await press(where, 'Remove cv.pdf')
    await where.getByText('It is gone.').waitFor()
  })
})
