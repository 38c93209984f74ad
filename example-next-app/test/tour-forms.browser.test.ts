import type { Page } from 'playwright-core'
import type { Keyboard } from './keyboard'
import { expectFieldsTold, tourByKeyboard } from './keyboard'

jest.setTimeout(120_000)

const { at, visit, button } = tourByKeyboard('forms')

let page: Page
let keyboard: Keyboard
beforeEach(() => {
  ;({ page, keyboard } = at())
})

describe('using only the keyboard', () => {
  it('fills in, submits and cancels a group', async () => {
    const group = await visit('group')
    await keyboard.tabTo(group.getByLabel('Name'))
    await keyboard.press('Enter')
    await group.getByRole('alert').nth(1).waitFor()
    expect(await expectFieldsTold(page)).toContain('Age')
    await keyboard.type(group.getByLabel('Name'), 'Ada')
    await keyboard.type(group.getByLabel('Age'), '36')
    await keyboard.press('Enter')
    await group.getByText('Ada will be 37').waitFor()

    const cancelable = await visit('cancelable')
    await keyboard.activate(button(cancelable, 'Cancel'))
    await cancelable.getByText('Nothing, then').waitFor()

    const ending = await visit('ending')
    await keyboard.type(ending.getByLabel('Text'), 'Milk')
    await keyboard.activate(button(ending, 'Save and close'), 'Space')
    await ending.getByText('Milk: close').waitFor()
  })

  it('shows the message of a rule at its field, and submits the form once the rule is satisfied', async () => {
    const rules = await visit('rules')
    const user = rules.getByLabel('User name')
    await keyboard.type(user, 'admin')
    await keyboard.press('Tab')
    await rules.getByText('That name is taken.').waitFor()
    await expectFieldsTold(page)
    await keyboard.press('Shift+Tab')
    await keyboard.type(user, 'ada')
    await keyboard.type(rules.getByLabel('Password'), 'engine no. 1')
    await keyboard.type(rules.getByLabel('Again'), 'engine no. 2')
    await keyboard.press('Enter')
    await rules.getByText('The two are not the same.').waitFor()
    await expectFieldsTold(page)
    // The focus is where the person must act.
    await keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('engine no. 1')
    await keyboard.press('Enter')
    await rules.getByText('Welcome, ada').waitFor()
  })

  it('updates a field that depends on another one', async () => {
    const dependent = await visit('dependent')
    await keyboard.tabTo(dependent.getByLabel('Country'))
    await page.keyboard.type('I')
    await dependent
      .locator('option', { hasText: 'Rome' })
      .waitFor({ state: 'attached' })
    await keyboard.tabTo(dependent.getByLabel('City'))
    await page.keyboard.type('M')
    await keyboard.activate(button(dependent, 'Submit'))
    await dependent.getByText('To Milan in Italy').waitFor()
  })

  it('answers a form in a scope next to one that closes by itself', async () => {
    const places = await visit('places')
    await keyboard.activate(places.getByLabel('blue'), 'Space')
    await keyboard.activate(button(places, 'Submit').first())
    await places.getByText('Scope: ["blue"]').waitFor()
    await places.getByText('Too late: timeout').waitFor({ timeout: 60_000 })
    expect(await places.locator('form').count()).toBe(0)
  })
})
