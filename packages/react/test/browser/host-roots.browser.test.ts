import type { FrameLocator, Page } from 'playwright-core'
import { chromiumOfFile } from './chromium'
import { openHostPage } from './host-pages'
import { eventually } from './page-tools'

const chromium = chromiumOfFile()

/** The label, name or role of the focused element, through shadow roots and iframes. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let active = document.activeElement
    for (;;) {
      const inner: Element | null | undefined =
        active?.shadowRoot?.activeElement ??
        (active instanceof HTMLIFrameElement ? active.contentDocument?.activeElement : undefined)
      if (!inner) break
      active = inner
    }
    return active?.getAttribute('name') ?? active?.getAttribute('role') ?? active?.textContent ?? ''
  })

const untilFocused = (page: Page, name: string): Promise<void> =>
  eventually(async () => expect(await focused(page)).toBe(name))

/** Whether the documents may scroll: the page's, and that of an iframe. */
const scrolling = (page: Page): Promise<(string | undefined)[]> =>
  page.evaluate(() =>
    [document, document.querySelector('iframe')?.contentDocument].map(
      (one) => one?.documentElement.style.overflow,
    ),
  )

describe('no matter where the component is', () => {
  it.each([
    ['plain', ['hidden', undefined]],
    ['shadow', ['hidden', undefined]],
    ['iframe', ['', 'hidden']],
    ['dialog', ['hidden', undefined]],
    ['radix', ['hidden', undefined]],
  ])('focus, popups and Escape work as on a plain page: %s', async (place, locked) => {
    const page = await openHostPage(chromium, `/?task=questions&place=${place}`)
    const root: Page | FrameLocator = place === 'iframe' ? page.frameLocator('iframe') : page
    await root.getByLabel('First question').fill('1')
    await root.getByLabel('First question').press('Enter')
    await root.getByLabel('Second question').waitFor()
    await untilFocused(page, 'data')

    await root.getByRole('button', { name: 'Open' }).click()
    const popup = root.getByRole('dialog', { name: 'A popup' })
    const list = root.getByRole('combobox', { name: 'Inner' })
    const editor = root.locator('.cm-content')
    await list.waitFor()
    await editor.waitFor()
    expect(await scrolling(page)).toEqual(locked)

    // Tab cycles within the popup.
    await root.getByRole('button', { name: 'Close' }).focus()
    await page.keyboard.press('Tab')
    await untilFocused(page, 'inner')
    await page.keyboard.press('Shift+Tab')
    await untilFocused(page, '×')

    // Escape closes what is open inside, but not the popup or the host's dialog.
    await list.click()
    await root.getByRole('option', { name: 'y' }).waitFor()
    expect(await root.getByLabel('Inner').count()).toBe(1)
    await page.keyboard.press('Escape')
    await root.getByRole('option', { name: 'y' }).waitFor({ state: 'detached' })
    await editor.click()
    await page.keyboard.press('Escape')
    await root.locator('[data-full-screen]').waitFor()
    await page.keyboard.press('Escape')
    await root.locator('[data-full-screen]').waitFor({ state: 'detached' })
    expect(await popup.count()).toBe(1)

    await root.getByRole('button', { name: 'Close' }).click()
    await popup.waitFor({ state: 'detached' })
    await untilFocused(page, 'Open')
    expect(await scrolling(page)).toEqual(['', place === 'iframe' ? '' : undefined])
    expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([])
  })
})
