import type { Locator, Page } from 'playwright-core'
import { eventually } from '../../packages/react/test/browser/page-tools'
import { example, press, siteBrowser } from './site-browser'

jest.setTimeout(120_000)

const { openForAll } = siteBrowser()

let page: Page
beforeAll(async () => {
  page = await openForAll('/tour/layout')
})

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const output = (where: Locator, type: string): Locator =>
  where.locator(`[data-webio-output="${type}"]`)

/**
 * The positions of the tiles with these texts, all at the same moment, because other examples may still
 * appear above them.
 */
async function tiles(where: Locator, texts: readonly string[]): Promise<Box[]> {
  const found = texts.map((text) => where.getByText(text, { exact: true }))
  for (const one of found) await one.waitFor()
  return page.evaluate(
    (all) => all.map((one) => (one as Element).getBoundingClientRect().toJSON() as Box),
    await Promise.all(found.map((one) => one.elementHandle())),
  )
}

/** Whole pixels: tracks are shares of a width that may not be whole. */
const px = (value = NaN): number => Math.round(value)

it('put_row places outputs side by side, in tracks of its sizes, with gaps between them', async () => {
  const [one, two, three] = await tiles(example(page, 'row'), ['one', 'two', 'three'])
  expect([one?.y, three?.y]).toEqual([two?.y, two?.y])
  expect(px(two?.width)).toBe(px((one?.width ?? 0) * 2))
  expect(px(three?.x)).toBe(px((two?.x ?? 0) + (two?.width ?? 0) + 10))
})

it('put_column stacks outputs, and can be nested', async () => {
  const [left, top, bottomLeft, bottomRight] = await tiles(example(page, 'column'), [
    'left',
    'top',
    'low left',
    'low right',
  ])
  expect([top?.y, bottomLeft?.y]).toEqual([left?.y, bottomRight?.y])
  expect(top?.x).toBe(bottomLeft?.x)
  expect(px(bottomLeft?.y)).toBe(px((top?.y ?? 0) + (top?.height ?? 0) + 10))
})

it('put_grid has cells that span rows and columns', async () => {
  const [a, tall, d, wide, i] = await tiles(example(page, 'grid'), [
    'A',
    'two rows',
    'D',
    'two columns',
    'I',
  ])
  expect(px(tall?.height)).toBe(px((d?.y ?? 0) + (d?.height ?? 0) - (a?.y ?? 0)))
  expect(px(wide?.width)).toBe(px((a?.width ?? 0) * 2 + 8))
  expect(i?.y).toBe(wide?.y)
})

it('put_column and put_grid have tracks of their sizes, and the grid fills columns first on request', async () => {
  const sizes = example(page, 'sizes')
  const [first, second, third] = await tiles(sizes, ['first', 'second', 'third'])
  expect([first?.x, first?.y]).toEqual([second?.x, third?.y])
  expect([px(first?.height), px(second?.height)]).toEqual([40, 80])
  expect(px(third?.width)).toBe(px((first?.width ?? 0) * 2))
  const [once, twice] = await tiles(sizes, ['once', 'twice as high'])
  expect(px(twice?.height)).toBe(px((once?.height ?? 0) * 2))
  expect(px(twice?.y)).toBe(px((once?.y ?? 0) + (once?.height ?? 0) + 10))
})

it('put_tabs shows one panel, by mouse and by keyboard', async () => {
  const tabs = example(page, 'tabs')
  await tabs.getByRole('tabpanel', { name: 'Table' }).getByRole('table').waitFor()
  await tabs.getByRole('tab', { name: 'Code' }).click()
  await tabs.getByText('await tea.draw()').waitFor()
  expect(await tabs.getByRole('table').count()).toBe(0)
  await page.keyboard.press('ArrowRight')
  await tabs.getByRole('link', { name: 'home' }).waitFor()
  expect(await tabs.getByRole('tab', { selected: true }).innerText()).toBe('Both')
})

it('put_collapse opens and closes, and is filled by a function that enters it', async () => {
  const boxes = output(example(page, 'collapse'), 'collapse')
  await boxes.nth(1).getByText('also after an await.').waitFor()
  const secret = boxes.nth(0).getByText('A secret.')
  expect(await secret.isVisible()).toBe(false)
  await boxes.nth(0).locator('summary').focus()
  await page.keyboard.press('Enter')
  await secret.waitFor()
})

const fromEnd = (box: Locator): Promise<number> =>
  box.evaluate((element) =>
    Math.round(element.scrollHeight - element.clientHeight - element.scrollTop),
  )

it('put_scrollable stays at its end until the reader scrolls up', async () => {
  const log = example(page, 'scrollable')
  const box = output(log, 'scrollable')
  const add = async (from: number, to: number): Promise<void> => {
    for (let line = from; line <= to; line++) {
      await press(log, 'Add a line')
      await box.getByText(`Line ${line}`, { exact: true }).waitFor()
    }
  }
  await add(1, 6)
  expect((await box.boundingBox())?.height).toBe(120)
  await eventually(async () => expect(await fromEnd(box)).toBeLessThan(2))
  await box.evaluate(
    (element) =>
      new Promise((resolve) => {
        element.addEventListener('scroll', resolve, { once: true })
        element.scrollTop = 0
      }),
  )
  await add(7, 7)
  expect(await fromEnd(box)).toBeGreaterThan(50)
})

it('put_scrollable respects its minimum and maximum height', async () => {
  const boxes = output(example(page, 'heights'), 'scrollable')
  await boxes.nth(2).waitFor()
  const heights = await boxes.evaluateAll((all) =>
    all.map((element) => (element as HTMLElement).offsetHeight),
  )
  expect(heights.slice(0, 2)).toEqual([60, 120])
  expect(heights[2]).toBeLessThan(60)
  expect(
    await boxes.evaluateAll((all) =>
      all.map((element) => getComputedStyle(element).borderTopStyle),
    ),
  ).toEqual(['solid', 'solid', 'none'])
})

it('put_widget shows a template with outputs in it', async () => {
  const widget = example(page, 'widget')
  await widget.getByRole('heading', { name: 'Tea, in short' }).waitFor()
  await widget.locator('strong').waitFor()
  const steps = output(widget, 'widget').getByRole('listitem')
  expect(await steps.allInnerTexts()).toEqual(['Boil the water', 'Wait', 'Done'])
  await press(widget, 'Done')
  await widget.getByText('Cheers!').waitFor()
})
