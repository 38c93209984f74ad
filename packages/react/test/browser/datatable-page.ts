import type { Locator, Page } from 'playwright-core'
import type { DatatableOptions, MultipleDatatableOptions } from '@webio/core'
import { hold, put_datatable } from '@webio/core'
import type { Chromium } from './chromium'
import { eventually, untilStatus } from './page-tools'
import type { Site } from './site'
import { startSite } from './site'

export const PEOPLE = [
  { id: 'ada', name: { first: 'Ada', last: 'Lovelace' }, born: 1815, alive: false },
  { id: 'alan', name: { first: 'Alan', last: 'Turing' }, born: 1912, alive: false },
  { id: 'grace', name: { first: 'Grace', last: 'Hopper' }, born: 1906, alive: false },
  { id: 'tim', name: { first: 'Tim', last: 'Berners-Lee' }, born: 1955, alive: true },
]

export const many = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ n, name: `record ${n}`, group: `g${n % 7}` }))

/** Opens the page of a task that shows a data table. */
export async function openTable(
  chromium: Chromium,
  site: Site,
  person?: Parameters<Chromium['open']>[1],
): Promise<Page> {
  const page = await chromium.open(site.page, person)
  await untilStatus(page, 'open')
  await page.getByRole('grid').first().waitFor()
  return page
}

/** A page with one table. */
export async function withTable(
  chromium: Chromium,
  records: Parameters<typeof put_datatable>[0],
  options: DatatableOptions | MultipleDatatableOptions = {},
  person?: Parameters<Chromium['open']>[1],
): Promise<{ site: Site; page: Page; grid: Locator } & AsyncDisposable> {
  const site = await startSite(chromium, async () => {
    put_datatable(records, options as DatatableOptions)
    await hold()
  })
  const page = await openTable(chromium, site, person)
  const grid = page.getByRole('grid')
  // Rows arrive after the table.
  if (records.length > 0) await grid.locator('.webio-datatable-rows > [role=row]').first().waitFor()
  return { site, page, grid, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() }
}

/** The texts of the drawn rows, cell by cell. */
export const rowsOf = (grid: Locator): Promise<string[][]> =>
  grid
    .locator('.webio-datatable-rows > [role=row]')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')))
export const untilRows = (grid: Locator, rows: string[][]) =>
  eventually(async () => expect(await rowsOf(grid)).toEqual(rows))
/** The texts of a column in the drawn rows. */
export const untilColumn = (grid: Locator, column: number, texts: string[]) =>
  eventually(async () => expect((await rowsOf(grid)).map((row) => row[column])).toEqual(texts))

/** Changes the session of a page. */
export function run(site: Site, change: () => void): Promise<unknown> {
  return site.handler.sessions()[0]?.run(change) ?? Promise.reject(new Error('There is no session.'))
}

/** The computed value of a CSS property. */
export function styleOf(locator: Locator, property: 'textAlign' | 'colorScheme'): Promise<string> {
  return locator.evaluate((element, name) => getComputedStyle(element)[name], property)
}

/** Waits until an element has these attributes; null means that the attribute is absent. */
export async function expectAttributes(
  locator: Locator,
  attributes: Record<string, string | null>,
): Promise<void> {
  await eventually(async () => {
    const found: Record<string, string | null> = {}
    for (const name of Object.keys(attributes)) found[name] = await locator.getAttribute(name)
    expect(found).toEqual(attributes)
  })
}
