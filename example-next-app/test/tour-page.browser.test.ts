import type { Locator, Page } from 'playwright-core'
import { eventually } from '../../packages/react/test/browser/page-tools'
import { example, press, siteBrowser } from './site-browser'

jest.setTimeout(120_000)

const { open, openForAll } = siteBrowser()

const root = (where: Page | Locator): Locator =>
  where.locator('[data-webio-scope="ROOT"]')

describe('the page of settings', () => {
  let page: Page
  beforeAll(async () => {
    page = await openForAll('/tour/page')
  })

  it('output_max_width: limits the width of the output', async () => {
    const width = example(page, 'width')
    const untilWide = async (isSo: string): Promise<unknown> =>
      page.waitForFunction(
        ([element, isSo]) => {
          const { width } = (element as Element).getBoundingClientRect()
          const em = parseFloat(getComputedStyle(element as Element).fontSize)
          return isSo === '100%' ? width > 25 * em : width === parseFloat(isSo) * em
        },
        [await root(width).elementHandle(), isSo] as const,
      )
    for (const value of ['15em', '25em', '100%']) {
      await press(width, value)
      await untilWide(value)
    }
  })

  it('output_animation: new outputs fade in, or appear at once', async () => {
    const animation = example(page, 'animation')
    await animation.getByRole('button').first().waitFor()
    await page.evaluate(() => {
      const faded: string[] = []
      Object.assign(window, { faded })
      const { animate } = Element.prototype
      Element.prototype.animate = function (...args) {
        // Other examples on the page may still appear.
        if (this.closest('[data-example="animation"]'))
          faded.push(this.textContent ?? '')
        return animate.apply(this, args)
      }
    })
    const text = animation.getByText('Here I am.')
    await press(animation, 'Put a text')
    await text.waitFor()
    await press(animation, 'show at once')
    await press(animation, 'Put a text')
    await text.nth(1).waitFor()
    await press(animation, 'fade in')
    await press(animation, 'Put a text')
    await text.nth(2).waitFor()
    expect(
      await page.evaluate(() => (window as unknown as { faded: string[] }).faded),
    ).toEqual(['Here I am.', 'Here I am.'])
  })

  it('auto_scroll_bottom: the page scrolls to new outputs', async () => {
    await page.setViewportSize({ width: 1280, height: 400 })
    const scroll = example(page, 'auto_scroll')
    await press(scroll, 'Follow')
    // By keyboard: the scrolling page would move the button away from under a mouse.
    await scroll.getByRole('button', { name: 'Put a text' }).focus()
    for (let count = 0; count < 20; count++) await page.keyboard.press('Enter')
    const texts = scroll.getByText('The newest is in view.')
    await eventually(async () => expect(await texts.count()).toBe(20))
    const last = texts.nth(19)
    await page.waitForFunction(
      (element) => (element as Element).getBoundingClientRect().bottom <= innerHeight,
      await last.elementHandle(),
    )
  })

  it('set_title: an embedded session does not change the title', async () => {
    const title = await page.title()
    await press(example(page, 'title'), 'Set the title')
    await example(page, 'title')
      .getByText(/the title now says/)
      .waitFor()
    expect(await page.title()).toBe(title)
  })

  it('input_auto_focus: a form that opens does not move the focus', async () => {
    await example(page, 'panel').getByLabel('What do you think?').waitFor()
    expect(
      await example(page, 'panel').evaluate((element) =>
        element.contains(document.activeElement),
      ),
    ).toBe(false)
  })
})

describe('a separate page', () => {
  it('set_title sets its title', async () => {
    const page = await open('/webio?app=tour_page&example=title')
    await press(page, 'Set the title')
    await page.waitForFunction(() => document.title === 'Tea is ready')
  })

  it('input_panel_*: a form stays in view, at its maximum height', async () => {
    const page = await open('/tour/page')
    await page.setViewportSize({ width: 1000, height: 400 })
    await example(page, 'panel')
      .getByRole('link', { name: 'On a separate page' })
      .click()
    // The previous page has such a form too.
    await page.waitForURL('**/webio?**')
    const panel = page.locator('.webio-panel')
    await page.getByLabel('What do you think?').waitFor()
    await page.getByText('Much to read').click()
    const inView = (pixels: number): Promise<unknown> =>
      page.waitForFunction((pixels) => {
        const box = document.querySelector('.webio-panel')?.getBoundingClientRect()
        return box && Math.round(Math.min(box.bottom, innerHeight) - box.top) === pixels
      }, pixels)
    await inView(200)
    await panel.hover({ position: { x: 20, y: 20 } })
    await page.mouse.wheel(0, 60)
    await inView(260)
    await page.mouse.wheel(0, -500)
    await inView(100)
  })

  it('set_output_fixed_height: the output scrolls separately, and the form stays below it', async () => {
    const page = await open('/webio?app=tour_page&example=fixed')
    await page.setViewportSize({ width: 1000, height: 500 })
    for (let line = 0; line < 8; line++) {
      const field = page.getByLabel('Say something')
      await field.fill(`line ${line}\nand more\nand more`)
      await page.getByRole('button', { name: 'Submit' }).click()
      await root(page).getByText(`line ${line}`).waitFor()
    }
    await page.waitForFunction(() => {
      const output = document.querySelector('[data-webio-scope="ROOT"]')
      const panel = document.querySelector('.webio-panel')
      return (
        output &&
        panel &&
        output.scrollHeight - output.clientHeight - output.scrollTop < 2 &&
        output.scrollTop > 0 &&
        document.documentElement.scrollHeight <= innerHeight &&
        panel.getBoundingClientRect().bottom <= innerHeight
      )
    })
  })
})
