import type { Page } from 'playwright-core'
import { eventually } from '../../packages/react/test/browser/page-tools'
import type { Keyboard } from './keyboard'
import { expectFieldsTold, tourByKeyboard } from './keyboard'

jest.setTimeout(120_000)

const { at, visit, button } = tourByKeyboard('inputs')

let page: Page
let keyboard: Keyboard
beforeEach(() => {
  ;({ page, keyboard } = at())
})

describe('using only the keyboard', () => {
  it('enters lines, numbers, dates and colors, and marks invalid ones', async () => {
    const text = await visit('text')
    const name = text.getByLabel('What is your name?')
    await keyboard.tabTo(name)
    await keyboard.press('Enter')
    await text.getByRole('alert').getByText('Please fill out this field.').waitFor()
    expect(await expectFieldsTold(page)).toContain('What is your name?')
    await keyboard.type(name, 'Ada')
    await keyboard.press('Enter')
    await text.getByText('Hello Ada').waitFor()

    const numbers = await visit('numbers')
    await keyboard.type(numbers.getByLabel('Age'), '130')
    await keyboard.press('Enter')
    await numbers.getByText('The value must be 120 or less.').waitFor()
    await expectFieldsTold(page)
    await keyboard.press('Backspace', 'Enter')
    await keyboard.type(numbers.getByLabel('Height in metres'), '1.75')
    await keyboard.press('Enter')
    await numbers.getByText('14 175').waitFor()

    const pickers = await visit('pickers')
    await keyboard.tabTo(pickers.getByLabel('Departure'))
    await page.keyboard.type('01022027')
    await keyboard.press('Enter')
    await pickers.getByText('2027-01-02').waitFor()
    await keyboard.tabTo(pickers.getByLabel('Alarm'))
    await page.keyboard.type('0745AM')
    await keyboard.press('Enter')
    await pickers.getByText('07:45').waitFor()
    await keyboard.tabTo(pickers.getByLabel('Paint'))
    await keyboard.activate(button(pickers, 'Submit'))
    await pickers.getByText('#2457d6').waitFor()
  })

  it('searches, chooses and announces options that the server finds', async () => {
    const search = await visit('search')
    const river = search.getByRole('combobox', { name: 'River' })
    await keyboard.tabTo(river)
    await keyboard.type(river, 'ni')
    await search.getByText('Found: 2').waitFor()
    await expectFieldsTold(page)
    await keyboard.press('ArrowDown', 'Enter')
    await keyboard.press('Enter')
    await search.getByText('Nile it is.').waitFor()
  })

  it('fills a field with the button next to it, and is not restricted by suggestions', async () => {
    const helpers = await visit('helpers')
    await keyboard.type(helpers.getByLabel('Browser'), 'Mosaic')
    await keyboard.press('Enter')
    await helpers.getByText('Mosaic').waitFor()
    await keyboard.activate(button(helpers, 'Find one'), 'Space')
    const seat = helpers.getByLabel('Seat')
    await seat.and(page.locator('[value="12A, window"]')).waitFor()
    await keyboard.activate(button(helpers, 'Submit'))
    await helpers.getByText('You sit in {"row":12,"letter":"A"}').waitFor()
  })

  it('writes texts and code, and leaves both with Tab', async () => {
    const lines = await visit('lines')
    await keyboard.type(lines.getByLabel('Your story'), 'Short.')
    await keyboard.activate(button(lines, 'Submit'))
    await lines.getByText('Please use at least 10 characters (you have 6).').waitFor()
    await expectFieldsTold(page)
    await keyboard.type(lines.getByLabel('Your story'), 'It was')
    await keyboard.press('Enter')
    await page.keyboard.type('a dark night.')
    await keyboard.activate(button(lines, 'Submit'))
    await lines.getByText('5 words').waitFor()

    const code = await visit('code')
    const editor = code.locator('.cm-content')
    await keyboard.type(editor, 'pass')
    await keyboard.press('Escape', 'Tab')
    await keyboard.activate(button(code, 'Submit'))
    await code.getByText('4 characters').waitFor()
  })

  it('makes choices with arrow keys, letters and the space bar', async () => {
    const lists = await visit('lists')
    await keyboard.tabTo(lists.getByLabel('City'))
    await page.keyboard.type('R')
    await keyboard.activate(button(lists, 'Submit'))
    const fruits = lists.getByRole('combobox', { name: 'Fruits' })
    await keyboard.tabTo(fruits)
    await page.keyboard.type('app')
    await keyboard.press('Enter', 'Escape')
    await keyboard.activate(button(lists, 'Submit'))
    await lists.getByText('1 ["apple","pear"]').waitFor()

    const choices = await visit('choices')
    await keyboard.activate(choices.getByLabel('sugar'), 'Space')
    await keyboard.activate(button(choices, 'Submit'))
    await keyboard.tabTo(choices.getByRole('radiogroup', { name: 'Size' }))
    await keyboard.press('ArrowDown')
    await keyboard.activate(button(choices, 'Submit'))
    await choices.getByText('L ["sugar"]').waitFor()

    const bar = await visit('bar')
    await keyboard.tabTo(bar.getByLabel('Volume'))
    await keyboard.press('ArrowRight', 'ArrowRight')
    await keyboard.activate(button(bar, 'Submit'))
    await bar.getByText('50', { exact: true }).waitFor()

    const buttons = await visit('buttons')
    await keyboard.activate(button(buttons, 'Keep'), 'Space')
    await buttons.getByText('keep', { exact: true }).waitFor()
  })
})

it('announces every field to a screen reader', async () => {
  await page.locator('.webio-code-editor').waitFor()
  // Each example is an application with its own connection, so the fields do not arrive together.
  await eventually(async () =>
    expect(await expectFieldsTold(page)).toEqual([
      'What is your name?',
      'Age',
      'Departure',
      'Browser',
      'Your story',
      'Program',
      'City',
      'River',
      'With',
      'Volume',
      'Delete all files?',
    ]),
  )
})
