import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { file_picker } from '../../src/index'
import type { OpenApp } from '../../src/testing/index'
import { open_app } from '../../src/testing/index'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'webio-picker-'))
  mkdirSync(join(root, 'base/inner'), { recursive: true })
  for (const name of ['base/b.csv', 'base/A.txt', 'base/.hidden', 'base/inner/c.csv', 'secret.csv'])
    writeFileSync(join(root, name), 'content')
  symlinkSync(join(root, 'secret.csv'), join(root, 'base/out.csv'))
  symlinkSync(root, join(root, 'base/up'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

/** The names that the table shows, or waits for. */
async function names(t: OpenApp): Promise<unknown[]> {
  const table = () => t.outputs.find(({ type }) => type === 'datatable')
  await t.until(() => table() !== undefined)
  await t.settle()
  return (table()?.records ?? []).map(([name]) => name)
}

const base = (): string => join(root, 'base')

/** Runs a picker, and waits for its result. */
async function opened(ask: () => Promise<unknown>) {
  const given: unknown[] = []
  const t = await open_app(async () => void given.push(await ask()))
  const answer = async (): Promise<unknown> => {
    await t.until(() => given.length > 0)
    await t.settle()
    await t.close()
    return given[0]
  }
  return { t, answer }
}

describe('file_picker', () => {
  it('shows folders, then files, without hidden ones and links that lead outside, and returns the path of the chosen file', async () => {
    const { t, answer } = await opened(() => file_picker(base()))
    expect(await names(t)).toEqual(['inner', 'A.txt', 'b.csv'])
    await t.action('Open', 'b.csv')
    expect(await answer()).toBe(join(base(), 'b.csv'))
    expect(t.popup).toBeNull()
  })

  it('enters folders and goes back, but not above the first one', async () => {
    const { t, answer } = await opened(() => file_picker(base(), { multiple: true, accept: '.CSV' }))
    expect(await names(t)).toEqual(['inner', 'b.csv'])
    await t.action('Open', ['inner'])
    await t.until(() => t.text('ROOT') === '' && t.popup?.text.startsWith('inner') === true)
    expect(await names(t)).toEqual(['..', 'c.csv'])
    await t.action('Open', ['..'])
    await t.until(() => t.popup?.text.startsWith('/') === true)
    expect(await names(t)).toEqual(['inner', 'b.csv'])
    await t.action('Open', ['b.csv'])
    expect(await answer()).toEqual([join(base(), 'b.csv')])
  })

  it('returns null if it is cancelled with its button or the popup', async () => {
    for (const leave of [(t: OpenApp) => t.click('Cancel'), (t: OpenApp) => t.dismiss()]) {
      const { t, answer } = await opened(() =>
        file_picker(base(), { cancelable: true, show_hidden_files: true }),
      )
      expect(await names(t)).toContain('.hidden')
      await leave(t)
      expect(await answer()).toBeNull()
    }
  })

  it('closes with Escape and a click outside only if it can be cancelled', async () => {
    for (const cancelable of [true, false]) {
      const { t } = await opened(() => file_picker(base(), { cancelable }))
      await names(t)
      const look = { closable: cancelable, implicit_close: cancelable }
      expect(t.outputs.find(({ type }) => type === 'popup')).toMatchObject(look)
      await t.close()
    }
  })

  it('rejects if the folder does not exist, and throws for bad arguments', async () => {
    const { answer } = await opened(async () => {
      const missing = await file_picker(join(root, 'nowhere')).catch((error: { code: string }) => error.code)
      try {
        void file_picker(base(), { accept: 5 as never })
      } catch (error) {
        return [missing, String(error)]
      }
      return []
    })
    expect(await answer()).toEqual([
      'ENOENT',
      'TypeError: file_picker: accept must be the end of a name such as ".csv", or an array of them, not 5.',
    ])
  })
})
