import { describe, expect, it } from '@jest/globals'
import type { UploadedFile } from '../../src/index'
import { file_upload, input, pin, put_button, put_file_upload, put_text, step } from '../../src/index'
import { open_app } from '../../src/testing/index'

const file = (text: string, name = 'a.txt'): File =>
  new File([text], name, { type: 'text/plain', lastModified: 5000 })

describe('uploads of a session that is replayed', () => {
  it('are the same files in an answer, in a rule and in a step', async () => {
    const t = await open_app(
      async () => {
        const one = await file_upload('One', {
          required: true,
          validate: (given) => (given.size > 9 ? 'Too long' : null),
        })
        put_text(one.filename, one.mime_type, one.size, one.last_modified, await one.text())
        const kept = await step('choose', () => ({ best: one }))
        await input('Next')
        put_text('still', await kept.best.text(), await one.text())
        await input('End')
      },
      { durable: true },
    )
    expect(await t.submit(file('much too long'))).toEqual({ data: 'Too long' })
    expect(await t.submit(file('hello'))).toEqual({})
    await t.until(() => t.text().includes('a.txt'), 'the file')
    await t.restart()
    expect(t.text()).toBe('a.txt text/plain 5 5 hello')
    await t.submit('x')
    await t.restart()
    expect(t.text()).toBe('a.txt text/plain 5 5 hello\nstill hello hello')
    expect(t.errors).toEqual([])
  })

  it('stay in their form and in their pin, in the order that the person chose', async () => {
    const t = await open_app(
      () => {
        put_file_upload('chosen', { multiple: true })
        put_button('Read', async () => {
          const files = (await pin['chosen']) as UploadedFile[]
          put_text('read', ...(await Promise.all(files.map((one) => one.text()))))
        })
      },
      { durable: true },
    )
    await t.change_pin('chosen', [file('one'), file('two', 'b.txt')])
    await t.click('Read')
    await t.until(() => t.text().includes('read'), 'the files')
    await t.restart()
    expect(t.text()).toContain('read one two')
    await t.click('Read')
    await t.until(() => t.text().split('read one two').length === 3, 'the files once more')
    await t.change_pin('chosen', [])
    await t.restart()
    await t.click('Read')
    await t.until(() => /read$/.test(t.text()), 'none')
  })
})
