import type { Page } from 'playwright-core'
import { chromiumOfFile } from './chromium'
import { openHostPage } from './host-pages'
import { eventually } from './page-tools'

const chromium = chromiumOfFile()

/** What the component adopts from the surrounding page. */
const settings = (page: Page): Promise<unknown> =>
  page.locator('.webio').evaluate((element) => ({
    lang: element.getAttribute('lang'),
    dir: element.getAttribute('dir'),
    scheme: getComputedStyle(element).colorScheme,
    submit: element.querySelector('[type="submit"]')?.textContent,
  }))

/** Replaces the root tag of the document, on a page whose visitor speaks English and prefers a light color scheme. */
const rooted = (tag: string) => ({ document: (html: string) => html.replace('<html lang="en">', tag) })

describe('the surrounding page', () => {
  it.each([
    ['nothing', '<html>', { lang: 'en-US', dir: 'ltr', scheme: 'normal', submit: 'Submit' }],
    [
      'a language',
      '<html lang="de-AT">',
      { lang: 'de-AT', dir: 'ltr', scheme: 'normal', submit: 'Absenden' },
    ],
    [
      'a direction',
      '<html lang="fa" dir="rtl">',
      { lang: 'fa', dir: 'rtl', scheme: 'normal', submit: 'ارسال' },
    ],
    [
      'only a direction',
      '<html dir="rtl">',
      { lang: 'en-US', dir: 'ltr', scheme: 'normal', submit: 'Submit' },
    ],
    [
      'color-scheme',
      '<html lang="en" style="color-scheme: dark">',
      { lang: 'en', dir: 'ltr', scheme: 'dark', submit: 'Submit' },
    ],
    [
      'a class',
      '<html lang="en" class="dark">',
      { lang: 'en', dir: 'ltr', scheme: 'dark', submit: 'Submit' },
    ],
    [
      'an attribute',
      '<html lang="en" data-bs-theme="dark">',
      { lang: 'en', dir: 'ltr', scheme: 'dark', submit: 'Submit' },
    ],
  ])('determines %s', async (_, tag, expected) => {
    const page = await openHostPage(chromium, '/?task=questions', rooted(tag))
    await page.locator('[data-webio-form]').waitFor()
    await eventually(async () => expect(await settings(page)).toEqual(expected))
  })
})

describe('settings of a person', () => {
  it('no long word makes the page scroll sideways on a screen of 320 pixels', async () => {
    const page = await openHostPage(chromium, '/?task=words', { viewport: { width: 320, height: 700 } })
    await page.locator('[data-webio-form]').waitFor()
    await page.getByRole('combobox').first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  })

  it('bars, tabs and lists can be told apart in a contrast theme', async () => {
    const page = await openHostPage(chromium, '/?task=looks', { forcedColors: 'active' })
    await page.getByRole('tab').first().waitFor()
    await page.locator('[data-webio-form]').waitFor()
    const color = (selector: string, property: string): Promise<string> =>
      page
        .locator(selector)
        .first()
        .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property)
    const bar = await color('.webio-progress-bar', 'background-color')
    expect(bar).not.toBe(await color('.webio-progress-track', 'background-color'))
    expect(await color('.webio-tab[data-state="active"]', 'border-bottom-color')).toBe(bar)
    expect(await color('.webio-tab[data-state="inactive"]', 'border-bottom-color')).not.toBe(bar)
    expect(await color('.webio-select', 'appearance')).toBe('auto')
  })

  it('a screen reader announces new outputs, and the focus goes to the result of the last form', async () => {
    const page = await openHostPage(chromium, '/?task=questions')
    // The text that the browser is asked to announce.
    const spoken = await page.evaluateHandle(() => {
      const words: string[] = []
      Object.assign(Element.prototype, { ariaNotify: (text: string) => void words.push(text) })
      return words
    })
    const lastSpoken = (): Promise<string | undefined> => spoken.evaluate((words) => words.at(-1))
    await page.getByLabel('First question').fill('this')
    await page.getByLabel('First question').press('Enter')
    await page.getByLabel('Second question').fill('that')
    await eventually(async () => expect(await lastSpoken()).toBe('One this'))
    await page.getByLabel('Second question').press('Enter')
    await eventually(async () => {
      expect(await lastSpoken()).toBe('Two that')
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Two that')
    })
    // The text is in the document once.
    expect(await page.getByText('Two that').count()).toBe(1)
  })
})
