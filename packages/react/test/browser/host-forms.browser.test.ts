import type { Page } from 'playwright-core'
import { chromiumOfFile } from './chromium'
import { openHostPage } from './host-pages'

const chromium = chromiumOfFile()

/** The state of the host page: its URL, the arguments of its handlers, and the contents of its form. */
const known = (page: Page): Promise<unknown> =>
  page.evaluate(() => {
    const form = document.querySelector<HTMLFormElement>('#host-form')
    return {
      path: location.pathname + location.hash,
      heard: (window as unknown as { heard: string[] }).heard,
      names: form && [...new FormData(form).keys()],
      named: form && [...form.elements].flatMap((control) => control.getAttribute('name') ?? []),
      isValid: form?.checkValidity(),
    }
  })

/** Uses every control that could affect a form of the host page. */
async function useAll(page: Page): Promise<void> {
  await page.getByLabel('Pin').fill('p')
  await page.getByLabel('Pin').press('Enter')
  await page.getByLabel('Pin').fill('')
  await page.getByRole('searchbox').fill('o')
  await page.getByRole('searchbox').press('Enter')
  await page.getByRole('radio', { name: 'b' }).check()
  await page.getByLabel('Raw').press('Enter')
  await page.getByRole('button', { name: 'Raw button' }).click()
  await page.locator('form[data-webio-form]').getByLabel('Secret').fill('hunter2')
  await page.getByLabel('Secret').press('Enter')
  await page.getByText('Hello hunter2').waitFor()
  await page.getByLabel('Note').fill('n')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Noted n').waitFor()
}

describe('a form of the host page around the component', () => {
  it.each(['form', 'handledForm', 'portalBelowForm'])(
    'receives no events and no values of the component: %s',
    async (place) => {
      const page = await openHostPage(chromium, `/?task=secret&place=${place}`)
      await useAll(page)
      expect(await known(page)).toEqual({
        path: '/',
        heard: [],
        names: ['own'],
        named: ['own'],
        isValid: true,
      })
    },
  )

  it('keeps its own button and its own Enter key', async () => {
    const page = await openHostPage(chromium, '/?task=secret&place=handledForm')
    await page.getByLabel('Secret').waitFor()
    await page.getByLabel('Own').fill('x')
    await page.getByLabel('Own').press('Enter')
    await page.getByRole('button', { name: 'Host button' }).click()
    expect(await known(page)).toMatchObject({ heard: ['input', 'change', 'submit', 'submit'] })
  })

  it('sends nothing anywhere without WebIO’s script', async () => {
    const page = await openHostPage(chromium, '/?task=secret&place=plain')
    await page.getByLabel('Secret').fill('hunter2')
    await page.evaluate(() => {
      const form = document.querySelector<HTMLFormElement>('form[data-webio-form]')
      // A copy has the attributes, but no listeners.
      const copy = form?.cloneNode(true) as HTMLFormElement
      form?.replaceWith(copy)
      copy.requestSubmit()
    })
    expect(page.url()).toMatch(/\/\?task=secret&place=plain$/)
  })
})
