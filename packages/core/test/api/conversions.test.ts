import * as api from '../../src/index'
import type { InputItem, UploadedFile } from '../../src/index'
import type { OpenApp } from '../../src/testing/index'
import { open_app } from '../../src/testing/index'
import { CONVERSIONS } from '../support/conversions'

/** The value that the author gets after `answer` has acted as a person. */
async function given(field: () => InputItem, answer: (t: OpenApp) => Promise<object>): Promise<unknown> {
  let values: unknown = 'nothing'
  const t = await open_app(async () => {
    values = await api.input_group('Group', [field()])
    // Uploaded files are deleted with the session.
    await api.hold()
  })
  expect(await answer(t)).toEqual({})
  await t.settle()
  return (values as { field: unknown }).field
}

const o = { name: 'field' } as const

describe('a person’s entry becomes the author’s value', () => {
  it.each(CONVERSIONS)('$input', async ({ field, entered, value }) => {
    expect(
      await given(
        () => field(api, o),
        (t) => t.submit({ field: entered }),
      ),
    ).toEqual(value)
  })

  it.each(CONVERSIONS.filter((row) => 'empty' in row))('$input, unchanged', async ({ field, empty }) => {
    expect(
      await given(
        () => field(api, o),
        (t) => t.submit({}),
      ),
    ).toEqual(empty)
  })

  it('a select without options: null', async () => {
    expect(
      await given(
        () => api.select('Field', [], o),
        (t) => t.submit({}),
      ),
    ).toBeNull()
  })

  it('a file: its facts, with the last part of its name', async () => {
    const chosen = new File(['a'], 'C:\\folder\\a.txt', { type: 'text/plain', lastModified: 1500 })
    const field = () => api.file_upload('Field', o)
    const file = (await given(field, (t) => t.submit({ field: chosen }))) as UploadedFile
    const { filename, mime_type, size, last_modified, content } = file
    expect([filename, mime_type, size, last_modified]).toEqual(['a.txt', 'text/plain', 1, 1.5])
    expect(new TextDecoder().decode(content)).toBe('a')
    expect(await given(field, (t) => t.submit({}))).toBeNull()
  })

  it('files: a list', async () => {
    const field = () => api.file_upload('Field', { ...o, multiple: true })
    const chosen = [new File([], 'a'), new File([], 'b')]
    const files = (await given(field, (t) => t.submit({ field: chosen }))) as UploadedFile[]
    expect(files.map(({ filename }) => filename)).toEqual(['a', 'b'])
    expect(await given(field, (t) => t.submit({}))).toEqual([])
  })

  it('actions in a form that is submitted otherwise: null', async () => {
    const field = () => api.actions('Field', [{ label: 'Start over', type: 'reset' }], o)
    expect(await given(field, (t) => t.submit({}))).toBeNull()
  })

  it('an input whose action set a value and a label: that value', async () => {
    const kept = { id: 7, at: new Date(0) }
    const field = () =>
      api.input('Field', {
        ...o,
        action: ['Pick', (set_value) => set_value(kept, 'the seventh')],
      })
    const value = await given(field, async (t) => {
      await t.press('field')
      return t.submit({})
    })
    expect(value).toBe(kept)
  })
})
