import type { Page } from 'playwright-core'
import {
  hold,
  popup,
  put_buttons,
  put_datatable,
  put_error,
  put_info,
  put_json,
  put_loading,
  put_markdown,
  put_success,
  put_text,
  put_warning,
  toast,
} from '@webio/core'
import { findings } from './axe'
import { chromiumOfFile } from './chromium'
import { gallery } from './gallery'
import { eventually, untilStatus } from './page-tools'
import { formOf, questionnaire } from './questionnaire'
import type { Site } from './site'
import { startSite } from './site'

const chromium = chromiumOfFile()

const PAGES = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 390].map((width) => ({ colorScheme, width })),
)

describe.each(PAGES)('$colorScheme, $width px wide', ({ colorScheme, width }) => {
  const open = async (site: Site): Promise<Page> => {
    const page = await chromium.open(site.page, {
      colorScheme,
      viewport: { width, height: 844 },
      // Colors in the middle of a transition are meaningless.
      reducedMotion: 'reduce',
    })
    await untilStatus(page, 'open')
    return page
  }
  const expectNoOverflow = async (page: Page): Promise<void> => {
    const widths = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return { scrollWidth, clientWidth }
    })
    expect(widths).toEqual({ scrollWidth: width, clientWidth: width })
  }

  it('finds nothing wrong with outputs of all types, and a form with errors', async () => {
    await using site = await startSite(chromium, () => {
      gallery()
      put_text('a-long-word-'.repeat(40))
      return questionnaire()
    })
    const page = await open(site)
    await page.locator('[data-webio-output="markdown"] code span').first().waitFor()
    await page.locator('summary', { hasText: 'More' }).click()
    await eventually(async () => expect(await page.locator('[aria-busy="true"]').count()).toBe(0))
    await formOf(page).getByRole('combobox', { name: 'Country' }).waitFor()
    await formOf(page).getByRole('button', { name: 'Submit' }).click()
    await formOf(page).getByRole('alert').first().waitFor()
    await expectNoOverflow(page)
    // The list of WebIO's own select is part of the page, too.
    await formOf(page).getByRole('combobox', { name: 'Country' }).click()
    await page.getByRole('option', { name: 'Chad' }).waitFor()
    expect(await findings(page)).toEqual([])
    await expectNoOverflow(page)
  })

  it('finds nothing wrong with messages, spinners, JSON and buttons whose callbacks are running', async () => {
    await using site = await startSite(chromium, () => {
      for (const put of [put_info, put_success, put_warning, put_error])
        put(put_markdown('With [a link](https://example.com/) and `code`.'), 'a text', { closable: true })
      put_loading({ shape: 'grow', color: 'light' })
      put_loading({ color: 'warning' }).style('width: 64px; height: 64px')
      put_json({ a: [1, null, 'x'.repeat(400)], ['a-long-name-'.repeat(20)]: { b: true, c: 'text' } })
      const looks = [{}, { outline: true }, { small: true }, { link_style: true }]
      for (const look of looks) put_buttons(['A', 'B'], () => hold(), look)
      return hold()
    })
    const page = await open(site)
    await page.locator('[data-webio-output="json"] summary').nth(1).click()
    await page.locator('[data-webio-output="json"] summary').nth(2).click()
    for (const button of await page.getByRole('button', { name: 'A' }).all()) await button.click()
    await eventually(async () => expect(await page.locator('button[aria-busy="true"]').count()).toBe(4))
    expect(await findings(page)).toEqual([])
    await expectNoOverflow(page)
  })

  it('finds nothing wrong with data tables that are filtered, sorted, selected and empty', async () => {
    await using site = await startSite(chromium, async () => {
      const people = [
        { id: 1, name: { first: 'Ada', last: 'Lovelace' }, alive: false },
        { id: 2, name: { first: 'Alan', last: 'Turing' }, alive: null },
      ]
      for (const theme of ['balham', 'alpine-dark'] as const)
        put_datatable(people, {
          theme,
          onselect: () => {},
          column_args: { id: { pinned: 'left', sort: 'asc' } },
        })
      put_datatable([], { column_order: ['nothing'] })
      await hold()
    })
    const page = await open(site)
    for (const index of [0, 1]) {
      await page.getByRole('button', { name: 'Filter' }).nth(index).click()
      await page.getByRole('gridcell', { name: 'Ada' }).nth(index).click()
    }
    await page.getByText('Selected 1 row(s)').nth(1).waitFor()
    await page.keyboard.press('ArrowDown')
    expect(await findings(page)).toEqual([])
    await expectNoOverflow(page)
  })

  it('finds nothing wrong with a popup and toasts', async () => {
    await using site = await startSite(chromium, () => {
      gallery()
      for (const color of ['info', 'success', 'warn', 'error'])
        toast(`A toast: ${color}`, { duration: 0, color })
      return popup('Attention', questionnaire)
    })
    const page = await open(site)
    await page.getByRole('dialog').waitFor()
    await page.locator('[data-webio-toast]').nth(3).waitFor()
    await eventually(async () => expect(await page.locator('[aria-busy="true"]').count()).toBe(0))
    expect(await findings(page)).toEqual([])
    await expectNoOverflow(page)
  })
})

it('finds a deliberate mistake', async () => {
  await using site = await startSite(chromium, () => questionnaire())
  const page = await chromium.open(site.page)
  await formOf(page).waitFor()
  await page
    .locator('label')
    .first()
    .evaluate((label) => label.remove())
  expect((await findings(page)).join()).toMatch(/label/)
})
