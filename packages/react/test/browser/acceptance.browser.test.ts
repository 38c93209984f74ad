import type { UploadedFile } from '@webio/core'
import {
  actions,
  checkbox,
  file_upload,
  input,
  input_group,
  NUMBER,
  PASSWORD,
  put_text,
  radio,
  select,
  TEXT,
  textarea,
} from '@webio/core'
import { chromiumOfFile } from './chromium'
import { enter, fieldOf, fileOf } from './enter'
import { openOneSession } from './one-session'
import { untilTexts } from './page-tools'
import { formOf } from './questionnaire'

const chromium = chromiumOfFile()

/** What PyWebIO's own tests of its input functions check. */
describe('PyWebIO’s inputs', () => {
  it('work one after another: too young, too old, and 23; a code that is left unchanged', async () => {
    await using one = await openOneSession(chromium)
    const { page } = one
    await one.step(() => {
      const talk = async (): Promise<void> => {
        const check = (age: number | null): string | null =>
          (age ?? 0) < 10 ? 'Too young!!' : (age ?? 0) > 60 ? 'Too old!!' : null
        put_text(await input('Age', { type: NUMBER, validate: check }))
        put_text(await input('Secret', { type: PASSWORD, required: true }))
        put_text(await textarea('Code', { code: { mode: 'python' }, value: 'import os' }))
      }
      void talk()
    })
    for (const [age, message] of [
      ['1', 'Too young!!'],
      ['90', 'Too old!!'],
    ] as const) {
      await page.getByLabel('Age').fill(age)
      await page.getByLabel('Age').press('Enter')
      await page.getByRole('alert').getByText(message).waitFor()
    }
    await page.getByLabel('Age').fill('23')
    await page.getByLabel('Age').press('Enter')
    await page.getByLabel('Secret').fill('hush')
    await page.getByLabel('Secret').press('Enter')
    await page.locator('.webio-code-editor').waitFor()
    await formOf(page).getByRole('button', { name: 'Submit' }).click()
    await untilTexts(page, ['23', 'hush', 'import os'])
  })

  it('work in one group, whose rule refuses the first answer', async () => {
    await using one = await openOneSession(chromium)
    let times = 0
    const { answer } = await one.step(() => ({
      answer: input_group(
        'All of them',
        [
          input('Text', { name: 'text', type: TEXT, maxlength: 4 }),
          input('Number', { name: 'number', type: NUMBER, value: '-12' }),
          select(
            'Several',
            [
              { label: 'A', value: 'a', selected: true },
              ['B', 'b'],
              ['C', 'c', true],
              ['D', 'd', true, true],
            ],
            { name: 'several', multiple: true, value: 'b' },
          ),
          select('One', ['A', 'B', 'C'], { name: 'one', value: ['B'] }),
          checkbox(
            'Boxes',
            [
              ['A', 'a'],
              ['B', 'b', true],
              ['C', 'c'],
            ],
            { name: 'boxes', inline: true, value: ['c'] },
          ),
          radio('Radio', ['A', 'B', 'C'], { name: 'radio', value: 'B' }),
          file_upload('File', { name: 'file', max_size: 10 ** 7 }),
          actions(
            'Buttons',
            [
              { label: 'Submit', value: 'submit' },
              ['Same', 'same'],
              { label: 'Disabled', disabled: true },
              { label: 'Warning', value: 'warning', color: 'warning' },
              { label: 'Reset', type: 'reset' },
              { label: 'Cancel', type: 'cancel' },
            ],
            { name: 'pressed' },
          ),
        ],
        { validate: () => (times++ === 0 ? ['number', 'Not this time.'] : null) },
      ),
    }))
    const form = formOf(one.page)
    await form.getByLabel('Text').pressSequentially('abcdef')
    await form.getByLabel('Number').press('End')
    await form.getByLabel('Number').pressSequentially('3')
    await enter(fieldOf(form, 'file'), fileOf('a.txt'))
    await form.getByRole('button', { name: 'Submit' }).click()
    await fieldOf(form, 'number').getByRole('alert').getByText('Not this time.').waitFor()
    await form.getByRole('button', { name: 'Warning' }).click()
    const { file, ...values } = (await answer) ?? { file: null }
    expect(values).toEqual({
      text: 'abcd',
      number: -123,
      several: ['a', 'b', 'c'],
      one: 'B',
      boxes: ['b', 'c'],
      radio: 'B',
      pressed: 'warning',
    })
    expect(String((file as UploadedFile | null)?.content)).toBe('content')
  })
})
