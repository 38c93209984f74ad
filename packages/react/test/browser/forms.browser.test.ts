import type { Locator } from 'playwright-core'
import type { InputCancelledException } from '@webio/core'
import {
  actions,
  checkbox,
  input,
  input_group,
  input_update,
  NUMBER,
  put_scope,
  put_text,
  radio,
  remove,
  run_async,
  select,
  slider,
  textarea,
} from '@webio/core'
import { chromiumOfFile } from './chromium'
import { enter, fieldOf } from './enter'
import type { OneSession } from './one-session'
import { openOneSession } from './one-session'
import { deferred, eventually, untilTexts } from './page-tools'
import { formOf } from './questionnaire'

const chromium = chromiumOfFile()

/** Asks in the session, and returns the answer. The page shows the question. */
async function ask<T>(one: OneSession, question: () => Promise<T>): Promise<{ answer: Promise<T> }> {
  return one.step(() => ({ answer: question() }))
}

const submitOf = (form: Locator): Locator => form.getByRole('button', { name: 'Submit' })

describe('input', () => {
  it('has its value, a placeholder, suggestions, and other HTML attributes', async () => {
    await using one = await openOneSession(chromium)
    const { answer } = await ask(one, () =>
      input_group('Form', [
        input('Code', {
          name: 'code',
          value: 'ab',
          maxlength: 3,
          autocomplete: 'one-time-code',
          spellcheck: false,
          title: 'Three letters',
          'data-kind': 'secret',
          auto_focus: true,
        }),
        input('Age', { name: 'age', type: NUMBER, placeholder: 'in years', min: 18, max: 120 }),
        input('Browser', { name: 'browser', datalist: ['Chromium', 'Firefox'] }),
      ]),
    )
    const code = one.page.getByLabel('Code')
    const attributes = ['maxlength', 'autocomplete', 'spellcheck', 'title', 'data-kind']
    const given = await Promise.all(attributes.map((name) => code.getAttribute(name)))
    expect(given).toEqual(['3', 'one-time-code', 'false', 'Three letters', 'secret'])
    expect(await code.evaluate((element) => element === document.activeElement)).toBe(true)
    await code.press('End')
    await one.page.keyboard.type('cd')
    const age = one.page.getByLabel('Age')
    expect(await age.getAttribute('placeholder')).toBe('in years')
    await age.pressSequentially('17')
    const list = one.page
      .getByLabel('Browser')
      .evaluate((element: HTMLInputElement) => [...(element.list?.options ?? [])].map(({ value }) => value))
    expect(await list).toEqual(['Chromium', 'Firefox'])
    await age.press('Enter')
    await one.page.getByRole('alert').getByText('The value must be 18 or more.').waitFor()
    await age.fill('18')
    await age.press('Enter')
    expect(await answer).toEqual({ code: 'abc', age: 18, browser: '' })
  })

  it('shows and keeps its value if it is readonly or disabled', async () => {
    await using one = await openOneSession(chromium)
    const { answer } = await ask(one, () =>
      input_group('Form', [
        input('Line', { name: 'line', value: 'as it is', readonly: true }),
        input('Off', { name: 'off', value: 'off', disabled: true }),
        textarea('Text', { name: 'text', value: 'a\nb', readonly: true }),
        textarea('Code', { name: 'code', value: 'let a', code: { readOnly: true } }),
        // Values that browsers store in a different form.
        textarea('Lines', { name: 'lines', value: 'a\r\nb', readonly: true }),
        input('Joined', { name: 'joined', value: 'a\nb', readonly: true }),
        input('Color', { name: 'color', type: 'color', value: '#FF8800', readonly: true }),
        input('Start', {
          name: 'start',
          type: 'datetime-local',
          value: '2026-01-31T09:30:00',
          readonly: true,
        }),
        input('Time', { name: 'time', type: 'time', value: '09:30:00', readonly: true }),
        input('Address', { name: 'address', type: 'url', value: ' https://a.test ', readonly: true }),
        input('Other', { name: 'other' }),
      ]),
    )
    for (const label of ['Line', 'Text', 'Code']) {
      await one.page.getByLabel(label, { exact: true }).focus()
      await one.page.keyboard.type('x')
    }
    expect(await one.page.getByLabel('Off').isDisabled()).toBe(true)
    await submitOf(formOf(one.page)).click()
    expect(await answer).toEqual({
      line: 'as it is',
      off: 'off',
      text: 'a\nb',
      code: 'let a',
      lines: 'a\nb',
      joined: 'ab',
      color: '#ff8800',
      start: '2026-01-31T09:30',
      time: '09:30:00',
      address: 'https://a.test',
      other: '',
    })
  })

  it('has a button that sets its value: an editable one, or one with a label', async () => {
    await using one = await openOneSession(chromium)
    const kept = { row: 12 }
    const { answer } = await ask(one, () =>
      input_group('Form', [
        input('Open', { name: 'open', action: ['Fill', (set_value) => set_value('seat ')] }),
        input('Kept', { name: 'kept', action: ['Pick', (set_value) => set_value(kept, '12, window')] }),
      ]),
    )
    const [open, locked] = [one.page.getByLabel('Open'), one.page.getByLabel('Kept')]
    await one.page.getByRole('button', { name: 'Fill' }).click()
    await eventually(async () => expect(await open.inputValue()).toBe('seat '))
    await open.press('End')
    await open.pressSequentially('12')
    await one.page.getByRole('button', { name: 'Pick' }).click()
    await eventually(async () => expect(await locked.inputValue()).toBe('12, window'))
    expect(await locked.isEditable()).toBe(false)
    await open.press('Enter')
    expect(await answer).toEqual({ open: 'seat 12', kept })
  })
})

describe('textarea', () => {
  it('has rows, a placeholder, and limits for its length; so has a code editor', async () => {
    await using one = await openOneSession(chromium)
    const options = { rows: 3, placeholder: 'Once upon a time', maxlength: 4, help_text: 'Be short.' }
    const { answer } = await ask(one, () =>
      input_group('Form', [
        textarea('Text', { name: 'text', ...options }),
        textarea('Code', { name: 'code', ...options, code: { lineNumbers: false } }),
      ]),
    )
    const text = one.page.getByLabel('Text')
    const attributes = ['rows', 'placeholder', 'maxlength'].map((name) => text.getAttribute(name))
    expect(await Promise.all(attributes)).toEqual(['3', 'Once upon a time', '4'])
    await text.pressSequentially('abcdef')
    const editor = fieldOf(formOf(one.page), 'code').locator('.webio-code-editor')
    await editor.getByText('Once upon a time').waitFor()
    expect(await editor.locator('.cm-lineNumbers').count()).toBe(0)
    await enter(fieldOf(formOf(one.page), 'code'), 'abcdef')
    await submitOf(formOf(one.page)).click()
    await one.page.getByRole('alert').getByText('Please use at most 4 characters (you have 6).').waitFor()
    await enter(fieldOf(formOf(one.page), 'code'), 'abc')
    await submitOf(formOf(one.page)).click()
    expect(await answer).toEqual({ text: 'abcd', code: 'abc' })
  })
})

describe('choices', () => {
  it('are stacked or side by side, and selected and disabled as the author specifies', async () => {
    await using one = await openOneSession(chromium)
    const options = ['a', ['b', 'b', true], { label: 'c', value: 'c', disabled: true }, ['d', 4]] as const
    const { answer } = await ask(one, () =>
      input_group('Form', [
        checkbox('Boxes', options, { name: 'boxes', value: [4], inline: true }),
        radio('Radios', options, { name: 'radios' }),
        select('List', options, { name: 'list' }),
        select('Lists', options, { name: 'lists', multiple: true, value: 'a' }),
      ]),
    )
    const form = formOf(one.page)
    const topsOf = (name: string): Promise<number[]> =>
      fieldOf(form, name)
        .locator('label.webio-choice')
        .evaluateAll((all) => all.map((choice) => Math.round(choice.getBoundingClientRect().top)))
    expect(new Set(await topsOf('boxes')).size).toBe(1)
    expect(new Set(await topsOf('radios')).size).toBe(4)
    for (const name of ['boxes', 'radios'])
      expect(await fieldOf(form, name).getByLabel('c', { exact: true }).isDisabled()).toBe(true)
    for (const name of ['list', 'lists'])
      expect(await fieldOf(form, name).locator('option:disabled').allTextContents()).toEqual(['c'])
    await submitOf(form).click()
    expect(await answer).toEqual({ boxes: ['b', 4], radios: 'b', list: 'b', lists: ['a', 'b'] })
  })

  it('move a slider by its steps from its minimum to its maximum, and shows its value', async () => {
    await using one = await openOneSession(chromium)
    const { answer } = await ask(one, () =>
      slider('Volume', { value: 30, min_value: 10, max_value: 40, step: 5 }),
    )
    const bar = one.page.getByRole('slider', { name: 'Volume' })
    const shown = one.page.locator('.webio-slider-value')
    expect(await shown.innerText()).toBe('30')
    await bar.press('ArrowRight')
    expect(await shown.innerText()).toBe('35')
    await bar.press('End')
    await bar.press('ArrowRight')
    expect(await shown.innerText()).toBe('40')
    await bar.press('Home')
    await submitOf(formOf(one.page)).click()
    expect(await answer).toBe(10)
  })
})

describe('actions', () => {
  it('in a group: submit with their value, reset, cancel or do nothing, each with its color', async () => {
    await using one = await openOneSession(chromium)
    const group = () =>
      input_group('Form', [
        input('Name', { name: 'name', value: 'Ada' }),
        actions(
          'Then',
          [
            { label: 'Save', value: 1 },
            { label: 'Delete', value: { all: true }, color: 'danger' },
            { label: 'Start over', type: 'reset' },
            { label: 'Leave', type: 'cancel' },
            { label: 'Later', value: 'later', disabled: true },
          ],
          { name: 'then', help_text: 'One of these.' },
        ),
      ])
    const form = formOf(one.page)
    const button = (name: string): Locator => form.getByRole('button', { name, exact: true })
    const first = await ask(one, group)
    expect(await form.getByRole('button').allInnerTexts()).toEqual([
      'Save',
      'Delete',
      'Start over',
      'Leave',
      'Later',
    ])
    expect(await button('Delete').getAttribute('data-color')).toBe('danger')
    expect(await button('Later').isDisabled()).toBe(true)
    await form.getByText('One of these.').waitFor()
    await one.page.getByLabel('Name').fill('Grace')
    await button('Start over').click()
    expect(await one.page.getByLabel('Name').inputValue()).toBe('Ada')
    await button('Delete').click()
    expect(await first.answer).toEqual({ name: 'Ada', then: { all: true } })

    const second = await ask(one, group)
    // Enter presses the first button that submits.
    await one.page.getByLabel('Name').press('Enter')
    expect(await second.answer).toEqual({ name: 'Ada', then: 1 })

    const third = await ask(one, group)
    await button('Leave').click()
    expect(await third.answer).toBeNull()
  })

  it('alone are the answer, and one press closes the form', async () => {
    await using one = await openOneSession(chromium)
    const { answer } = await ask(one, () => actions('Delete it?', ['Yes', 'No']))
    const form = formOf(one.page)
    await form.getByRole('group', { name: 'Delete it?' }).getByRole('button', { name: 'No' }).click()
    expect(await answer).toBe('No')
    await form.waitFor({ state: 'detached' })
  })

  it('keep the form’s own buttons if they are not the last field', async () => {
    await using one = await openOneSession(chromium)
    const { answer } = await ask(one, () =>
      input_group('Form', [actions('Then', ['Go'], { name: 'then' }), input('Name', { name: 'name' })]),
    )
    const form = formOf(one.page)
    expect(await form.getByRole('button').allInnerTexts()).toEqual(['Go', 'Submit', 'Reset'])
    await submitOf(form).click()
    expect(await answer).toEqual({ then: null, name: '' })
  })
})

describe('a form', () => {
  it('is shown alone, with the newest on top, and those below keep the text typed so far', async () => {
    await using one = await openOneSession(chromium)
    const front = await ask(one, () => input('Front'))
    await one.page.getByLabel('Front').fill('typed')
    const back = await ask(one, () => run_async(() => input('Background')).result)
    await one.page.getByLabel('Background').waitFor()
    expect(await formOf(one.page).count()).toBe(1)
    await one.page.getByLabel('Background').fill('b')
    await one.page.getByLabel('Background').press('Enter')
    expect(await back.answer).toBe('b')
    expect(await one.page.getByLabel('Front').inputValue()).toBe('typed')
    await one.page.getByLabel('Front').press('Enter')
    expect(await front.answer).toBe('typed')
    await formOf(one.page).waitFor({ state: 'detached' })
  })

  it('appears in a scope next to the panel’s, and disappears with the scope', async () => {
    await using one = await openOneSession(chromium)
    await one.step(() => put_scope('here'))
    const inside = await ask(one, () => input('Inside', { scope: 'here' }))
    const panel = await ask(one, () => input('Panel'))
    const scope = one.page.locator('[data-webio-scope="here"]')
    await scope.getByLabel('Inside').fill('a')
    await one.page.getByLabel('Panel').fill('b')
    await scope.getByLabel('Inside').press('Enter')
    expect(await inside.answer).toBe('a')
    const second = await ask(one, () => input('Second', { scope: 'here' }))
    const reason = second.answer.catch((error: InputCancelledException) => error.reason)
    await one.step(() => remove('here'))
    expect(await reason).toBe('scope')
    expect(await one.page.getByLabel('Second').count()).toBe(0)
    await one.page.getByLabel('Panel').press('Enter')
    expect(await panel.answer).toBe('b')
  })

  it('is cancelled by its button, no matter what it contains', async () => {
    await using one = await openOneSession(chromium)
    const { answer } = await ask(one, () =>
      input_group('Form', [input('Name', { name: 'name', required: true })], { cancelable: true }),
    )
    await formOf(one.page).getByRole('button', { name: 'Cancel' }).click()
    expect(await answer).toBeNull()
  })

  it('is cancelled by its timeout, and by a signal', async () => {
    await using one = await openOneSession(chromium)
    // Awaited from the start: the first form may be cancelled before the page has shown it.
    const reasonOf = (question: Promise<unknown>): Promise<string> =>
      question.then(String, (error: InputCancelledException) => error.reason)
    const late = await ask(one, () => reasonOf(input('Late', { timeout: 0.3 })))
    expect(await late.answer).toBe('timeout')
    const stop = new AbortController()
    const asked = await ask(one, () => reasonOf(input('Stopped', { signal: stop.signal })))
    await one.page.getByLabel('Stopped').waitFor()
    stop.abort()
    expect(await asked.answer).toBe('signal')
    await formOf(one.page).waitFor({ state: 'detached' })
  })

  it('is validated as a whole: it is busy meanwhile, and the message appears at the field that validate names', async () => {
    await using one = await openOneSession(chromium)
    const gate = deferred()
    const { answer } = await ask(one, () =>
      input_group('Form', [input('A', { name: 'a' }), input('B', { name: 'b' })], {
        validate: async ({ a, b }) => {
          await gate.promise
          return a === b ? null : ['b', 'Not the same.']
        },
      }),
    )
    const submit = submitOf(formOf(one.page))
    await one.page.getByLabel('A').fill('x')
    await submit.click()
    await eventually(async () => expect(await submit.getAttribute('aria-busy')).toBe('true'))
    gate.resolve()
    await fieldOf(formOf(one.page), 'b').getByRole('alert').getByText('Not the same.').waitFor()
    expect(await submit.getAttribute('aria-busy')).toBeNull()
    expect(await one.page.getByLabel('B').evaluate((element) => element === document.activeElement)).toBe(
      true,
    )
    await one.page.keyboard.type('x')
    await one.page.keyboard.press('Enter')
    expect(await answer).toEqual({ a: 'x', b: 'x' })
  })

  it('is reset to its initial values', async () => {
    await using one = await openOneSession(chromium)
    const cities = ['Rome', 'Paris'] as const
    const { answer } = await ask(one, () =>
      input_group('Form', [
        input('Name', { name: 'name', value: 'Ada' }),
        textarea('Code', { name: 'code', code: true, value: 'let a' }),
        select('City', cities, { name: 'city', value: 'Paris' }),
        checkbox('Boxes', cities, { name: 'boxes', value: ['Rome'] }),
        radio('Radio', cities, { name: 'radio' }),
        slider('Slider', { name: 'slider', value: 7 }),
      ]),
    )
    const form = formOf(one.page)
    await one.page.locator('.cm-content').waitFor()
    const entered = { name: 'x', code: 'y', city: 'Rome', boxes: ['Paris'], radio: 'Rome', slider: '9' }
    for (const [name, value] of Object.entries(entered)) await enter(fieldOf(form, name), value)
    await form.getByRole('button', { name: 'Reset' }).click()
    await submitOf(form).click()
    expect(await answer).toEqual({
      name: 'Ada',
      code: 'let a',
      city: 'Paris',
      boxes: ['Rome'],
      radio: null,
      slider: 7,
    })
  })
})

describe('input_update', () => {
  it('changes options and value together, for every field of choices', async () => {
    await using one = await openOneSession(chromium)
    const both = { options: ['Rome', 'Milan', 'Turin'], value: 'Turin' }
    const { answer } = await ask(one, () =>
      input_group('Form', [
        input('Country', {
          name: 'country',
          onchange: () => {
            for (const name of ['list', 'lists', 'search', 'boxes', 'radios']) input_update(name, both)
          },
        }),
        select('List', ['Paris'], { name: 'list' }),
        select('Lists', ['Paris'], { name: 'lists', multiple: true }),
        select('Search', ['Paris'], { name: 'search', native: false }),
        checkbox('Boxes', ['Paris'], { name: 'boxes' }),
        radio('Radios', ['Paris'], { name: 'radios' }),
      ]),
    )
    const form = formOf(one.page)
    await one.page.getByLabel('Country').fill('I')
    await fieldOf(form, 'radios').getByLabel('Turin').and(one.page.locator(':checked')).waitFor()
    expect(await one.page.getByLabel('List', { exact: true }).locator('option').allInnerTexts()).toEqual(
      both.options,
    )
    await submitOf(form).click()
    expect(await answer).toEqual({
      country: 'I',
      list: 'Turin',
      lists: ['Turin'],
      search: 'Turin',
      boxes: ['Turin'],
      radios: 'Turin',
    })
  })

  it('changes label, help, placeholder, rules and attributes of an open field, and clears a value', async () => {
    await using one = await openOneSession(chromium)
    const { answer } = await ask(one, () =>
      input_group('Form', [
        radio('Kind', ['mail', 'phone'], {
          name: 'kind',
          onchange: () =>
            input_update('to', {
              help_text: 'With its prefix.',
              placeholder: '+39 …',
              required: true,
              value: null,
              datalist: ['+39 1', '+39 2'],
              maxlength: 8,
            }),
        }),
        input('To', { name: 'to', value: 'ada@example.com' }),
      ]),
    )
    const to = one.page.getByLabel('To')
    await one.page.getByLabel('phone').check()
    await formOf(one.page).getByText('With its prefix.').waitFor()
    expect([
      await to.inputValue(),
      await to.getAttribute('placeholder'),
      await to.getAttribute('maxlength'),
    ]).toEqual(['', '+39 …', '8'])
    await submitOf(formOf(one.page)).click()
    await one.page.getByRole('alert').getByText('Please fill out this field.').waitFor()
    await to.fill('+39 1')
    await submitOf(formOf(one.page)).click()
    expect(await answer).toEqual({ kind: 'phone', to: '+39 1' })
  })

  it('accepts everything that a person types while handlers run, in order', async () => {
    await using one = await openOneSession(chromium)
    const heard: string[] = []
    await ask(one, () =>
      input('Name', {
        onchange: async (name) => {
          await new Promise(setImmediate)
          heard.push(name)
          put_text(name)
        },
      }),
    )
    await one.page.getByLabel('Name').pressSequentially('abcd')
    const typed = ['a', 'ab', 'abc', 'abcd']
    await untilTexts(one.page, typed)
    expect(heard).toEqual(typed)
  })
})
