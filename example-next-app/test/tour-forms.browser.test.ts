import type { Locator, Page } from 'playwright-core'
import { example, press, siteBrowser } from './site-browser'

jest.setTimeout(60_000)

const { open } = siteBrowser()

/** Runs the example of this name anew, and waits until it shows. */
async function running(page: Page, name: string, what: string): Promise<Locator> {
  const frame = example(page, name)
  await frame.scrollIntoViewIfNeeded()
  await frame.getByText(what, { exact: true }).first().waitFor()
  return frame
}

/** Tabs until the control of this name has the focus. */
async function tabTo(page: Page, where: Locator, name: string): Promise<void> {
  const isThere = () =>
    where.evaluate((element, wanted) => {
      const active = document.activeElement as HTMLElement | null
      if (!active || !element.contains(active)) return false
      const { id, textContent } = active
      const label = element.querySelector(`label[for="${CSS.escape(id)}"]`)
      const own =
        active.closest('label')?.textContent ?? label?.textContent ?? textContent
      return own?.trim() === wanted
    }, name)
  for (let tabs = 0; tabs < 40; tabs++) {
    if (await isThere()) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`No control named ${name} came into focus.`)
}

describe('the tour of inputs', () => {
  it('is answered with the keyboard alone', async () => {
    const page = await open('/tour/inputs')
    const text = await running(page, 'text', 'What is your name?')
    await text.getByRole('textbox').focus()
    await page.keyboard.type('Ada')
    await page.keyboard.press('Enter')
    await text.getByText('Hello Ada').waitFor()

    const choices = await running(page, 'choices', 'With')
    await choices.getByRole('checkbox').first().focus()
    await page.keyboard.press('Space')
    await tabTo(page, choices, 'Submit')
    await page.keyboard.press('Enter')
    const size = choices.getByRole('radiogroup', { name: 'Size' })
    await size.getByRole('radio', { name: 'M' }).focus()
    await page.keyboard.press('ArrowDown')
    await tabTo(page, choices, 'Submit')
    await page.keyboard.press('Enter')
    await choices.getByText('L ["milk"]').waitFor()

    const bar = await running(page, 'bar', 'Volume')
    await bar.getByRole('slider').focus()
    await page.keyboard.press('ArrowRight')
    await tabTo(page, bar, 'Submit')
    await page.keyboard.press('Enter')
    await bar.getByText('40', { exact: true }).waitFor()
  })

  it('names each field, its help and its error, for who cannot see them', async () => {
    const page = await open('/tour/inputs')
    const text = await running(page, 'text', 'What is your name?')
    await press(text, 'Submit')
    const field = text.getByRole('textbox', { name: 'What is your name?' })
    const tree = await text.ariaSnapshot()
    expect(tree).toContain('textbox "What is your name?"')
    expect(tree).toContain('alert: Please fill out this field.')
    const description = await field.evaluate((element) =>
      (element.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent)
        .join(' '),
    )
    expect(description).toBe('Please fill out this field. As your friends call you')
  })
})

describe('the tour of forms', () => {
  it('checks a name on the server, and the form as a whole', async () => {
    const page = await open('/tour/forms')
    const rules = await running(page, 'rules', 'New account')
    await rules.getByLabel('User name').fill('admin')
    await rules.getByLabel('Password').fill('long enough')
    await rules.getByText('That name is taken.').waitFor()
    await rules.getByLabel('User name').fill('ada')
    await rules.getByLabel('Again').fill('another one')
    await press(rules, 'Submit')
    await rules.getByText('The two are not the same.').waitFor()
    await rules.getByLabel('Again').fill('long enough')
    await press(rules, 'Submit')
    await rules.getByText('Welcome, ada').waitFor()
  })

  it('changes one field by another', async () => {
    const page = await open('/tour/forms')
    const trip = await running(page, 'dependent', 'Trip')
    await trip.getByLabel('Country').selectOption('Italy')
    await trip
      .getByLabel('City')
      .locator('option', { hasText: 'Turin' })
      .waitFor({ state: 'attached' })
    await trip.getByLabel('City').selectOption('Turin')
    await press(trip, 'Submit')
    await trip.getByText('To Turin in Italy').waitFor()
  })
})

describe('the tour of pins', () => {
  it('reads and writes them', async () => {
    const page = await open('/tour/pins')
    const reading = await running(page, 'reading', 'Name')
    await press(reading, 'Rename')
    const name = reading.getByLabel('Name')
    await reading.locator('input').and(name).waitFor()
    await press(reading, 'Greet')
    await reading.getByText('Hello Grace').waitFor()
    await name.fill('Lin')
    await press(reading, 'Greet')
    await reading.getByText('Hello Lin').waitFor()
  })
})
