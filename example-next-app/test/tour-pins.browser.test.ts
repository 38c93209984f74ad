import type { Page } from 'playwright-core'
import { eventually } from '../../packages/react/test/browser/page-tools'
import type { Keyboard } from './keyboard'
import { expectFieldsTold, tourByKeyboard } from './keyboard'
import { example } from './site-browser'

jest.setTimeout(120_000)

const { at, visit, button } = tourByKeyboard('pins')

let page: Page
let keyboard: Keyboard
beforeEach(() => {
  ;({ page, keyboard } = at())
})

describe('using only the keyboard', () => {
  it('fills in, reads and writes every kind of pin', async () => {
    const reading = await visit('reading')
    const name = reading.getByLabel('Name')
    await keyboard.type(name, 'Alan')
    await keyboard.activate(button(reading, 'Greet'))
    await reading.getByText('Hello Alan').waitFor()
    await keyboard.activate(button(reading, 'Rename'), 'Space')
    await name.and(page.locator('[value="Grace"]')).waitFor()

    const kinds = await visit('kinds')
    await keyboard.type(kinds.getByLabel('People'), '4')
    await keyboard.tabTo(kinds.getByLabel('Meal'))
    await page.keyboard.type('D')
    await keyboard.activate(kinds.getByLabel('vegan'), 'Space')
    await keyboard.tabTo(kinds.getByRole('radiogroup', { name: 'Place' }))
    await keyboard.press('ArrowDown')
    await keyboard.tabTo(kinds.getByLabel('Budget'))
    await keyboard.press('ArrowRight')
    await keyboard.type(kinds.getByLabel('Wishes'), 'None')
    await keyboard.activate(button(kinds, 'Yes'))
    await keyboard.activate(button(kinds, 'Read all'))
    const read = kinds.locator('[data-webio-output="text"]')
    await read.waitFor()
    expect(JSON.parse(await read.innerText())).toEqual({
      people: 4,
      meal: 'Dinner',
      diet: ['vegan'],
      place: 'outside',
      budget: 41,
      wishes: 'None',
      answer: 'Yes',
    })
  })

  it('reports changes, and announces marks', async () => {
    const following = await visit('following')
    await keyboard.tabTo(following.getByLabel('Country'))
    await page.keyboard.type('I')
    await following
      .locator('option', { hasText: 'Milan' })
      .waitFor({ state: 'attached' })

    const watching = await visit('watching')
    await watching.getByText('Area: 25').waitFor()
    await keyboard.tabTo(watching.getByLabel('Width'))
    await keyboard.press('ArrowRight')
    await watching.getByText('Area: 30').waitFor()

    const marks = await visit('marks')
    const code = marks.getByLabel('Code')
    await keyboard.type(code, 'ab')
    await keyboard.press('Tab')
    await marks.getByText('Three letters, please.').waitFor()
    await expectFieldsTold(page)
    await keyboard.press('Shift+Tab')
    await keyboard.type(code, 'abc')
    await keyboard.activate(button(marks, 'Is it free?'))
    await marks.getByRole('alert').getByText('It is taken.').waitFor()
    await keyboard.press('Shift+Tab')
    await keyboard.type(code, 'xyz')
    await keyboard.activate(button(marks, 'Is it free?'))
    await marks.getByRole('status').getByText('It is free.').waitFor()
    await expectFieldsTold(page)
  })
})

it('announces every pin to a screen reader', async () => {
  await example(page, 'marks').getByLabel('Code').waitFor()
  await example(page, 'watching').getByText('Area: 25').waitFor()
  // Each example is a separate application, so they arrive in no particular order.
  await eventually(async () =>
    expect(await expectFieldsTold(page)).toEqual([
      'Name',
      'People',
      'Meal',
      'Diet',
      'Place',
      'Budget',
      'Wishes',
      'Answer',
      'Country',
      'City',
      'Width',
      'Height',
      'Code',
    ]),
  )
})
