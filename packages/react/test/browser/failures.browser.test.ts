import { hold, put_button } from '@webio/core'
import { expectAccessible } from './axe'
import { chromiumOfFile } from './chromium'
import { startSite } from './site'

const chromium = chromiumOfFile()

const SENTENCE = 'An internal error occurred in the application'
const silent = { debug() {}, info() {}, warn() {}, error() {} }

function brew(): never {
  throw new Error('The pot fell down.')
}

const kitchen = (): Promise<void> => {
  put_button('Brew', brew)
  return hold()
}

describe('an error thrown in a callback', () => {
  it('is reported in one neutral sentence', async () => {
    await using site = await startSite(chromium, kitchen, { logger: silent })
    const page = await chromium.open(site.page)
    await page.getByRole('button', { name: 'Brew' }).click()
    await page.getByText(SENTENCE).first().waitFor()
    expect(await page.locator('body').innerText()).not.toContain('pot')
  })

  it('is shown with its stack under `debug`, in a closable dialog, and the session continues', async () => {
    await using site = await startSite(chromium, kitchen, { debug: true, logger: silent })
    const page = await chromium.open(site.page)
    const dialog = page.getByRole('dialog', { name: SENTENCE })
    for (let run = 0; run < 2; run++) {
      await page.getByRole('button', { name: 'Brew' }).click()
      await dialog.waitFor()
      const stack = await dialog.locator('pre').innerText()
      expect(stack).toContain('Error: The pot fell down.')
      expect(stack).toMatch(/at brew .*failures\.browser\.test\.ts:\d+/)
      await expectAccessible(page)
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    }
  })

  it('ends the session if the task itself throws it, and stays on the page with its stack', async () => {
    await using site = await startSite(chromium, brew, { debug: true, logger: silent })
    const page = await chromium.open(site.page)
    const dialog = page.getByRole('dialog', { name: SENTENCE })
    await dialog.getByText('Error: The pot fell down.').waitFor()
  })
})
