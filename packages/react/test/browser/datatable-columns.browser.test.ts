import type { Locator, Page } from 'playwright-core'
import { chromiumOfFile } from './chromium'
import { expectAttributes, PEOPLE, rowsOf, untilColumn, withTable } from './datatable-page'
import { eventually } from './page-tools'

const chromium = chromiumOfFile()

const heading = (grid: Locator, name: string): Locator =>
  grid.getByRole('columnheader', { name, exact: true })

/** The headings of the columns, from left to right. */
const untilHeadings = (grid: Locator, names: string[]): Promise<void> =>
  eventually(async () => {
    const found = await grid
      .locator('.webio-datatable-head > [role=row]')
      .last()
      .getByRole('columnheader')
      .allTextContents()
    expect(found).toEqual(names)
  })

/** Drags the heading of a column onto the far edge of another one. */
async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()]
  if (!start || !end) throw new Error('The heading does not show.')
  const x = end.x > start.x ? end.x + end.width - 12 : end.x + 2
  await page.mouse.move(start.x + 10, start.y + 10)
  await page.mouse.down()
  await page.mouse.move(x, start.y + 10, { steps: 8 })
  await page.mouse.up()
}

const ORDER = { column_order: ['id', 'name', 'born', 'alive'] }

describe('a person moves columns', () => {
  it('by mouse: the column moves with its values and is not sorted, and a click still sorts', async () => {
    await using t = await withTable(chromium, PEOPLE, ORDER)
    await untilHeadings(t.grid, ['Id', 'First', 'Last', 'Born', 'Alive'])
    await drag(t.page, heading(t.grid, 'Id'), heading(t.grid, 'Born'))
    await untilHeadings(t.grid, ['First', 'Last', 'Born', 'Id', 'Alive'])
    await untilColumn(t.grid, 3, ['ada', 'alan', 'grace', 'tim'])
    await expectAttributes(heading(t.grid, 'Id'), { 'aria-sort': 'none', 'aria-colindex': '4' })
    await drag(t.page, heading(t.grid, 'Alive'), heading(t.grid, 'First'))
    await untilHeadings(t.grid, ['Alive', 'First', 'Last', 'Born', 'Id'])
    await heading(t.grid, 'Born').click()
    await untilColumn(t.grid, 4, ['ada', 'grace', 'alan', 'tim'])
  })

  it('by keyboard: Shift with an arrow; the heading stays the current cell', async () => {
    await using t = await withTable(chromium, PEOPLE, ORDER)
    await t.grid.focus()
    for (const key of ['ArrowDown', 'ArrowUp', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight'])
      await t.page.keyboard.press(key)
    await untilHeadings(t.grid, ['First', 'Last', 'Born', 'Id', 'Alive'])
    const id = await heading(t.grid, 'Id').getAttribute('id')
    await expectAttributes(t.grid, { 'aria-activedescendant': id })
    await t.page.keyboard.press('Shift+ArrowLeft')
    await untilHeadings(t.grid, ['First', 'Last', 'Id', 'Born', 'Alive'])
    await t.page.keyboard.press('Enter')
    await expectAttributes(heading(t.grid, 'Id'), { 'aria-sort': 'ascending' })
  })

  it('splits the heading of a group when a column leaves it, and joins it again', async () => {
    await using t = await withTable(chromium, PEOPLE, ORDER)
    const groups = (count: number): Promise<void> =>
      eventually(async () => expect(await heading(t.grid, 'Name').count()).toBe(count))
    await groups(1)
    await drag(t.page, heading(t.grid, 'First'), heading(t.grid, 'Id'))
    await untilHeadings(t.grid, ['First', 'Id', 'Last', 'Born', 'Alive'])
    await groups(2)
    await drag(t.page, heading(t.grid, 'First'), heading(t.grid, 'Id'))
    await untilHeadings(t.grid, ['Id', 'First', 'Last', 'Born', 'Alive'])
    await groups(1)
  })

  it('but not a column that is not movable; pinned columns stay on their side', async () => {
    await using t = await withTable(chromium, PEOPLE, {
      column_order: ['id', 'born', 'name', 'alive'],
      column_args: { id: { pinned: 'left' }, born: { pinned: 'left' }, alive: { movable: false } },
    })
    await untilHeadings(t.grid, ['Id', 'Born', 'First', 'Last', 'Alive'])
    await drag(t.page, heading(t.grid, 'Alive'), heading(t.grid, 'First'))
    await drag(t.page, heading(t.grid, 'Id'), heading(t.grid, 'Last'))
    await untilHeadings(t.grid, ['Born', 'Id', 'First', 'Last', 'Alive'])
    await drag(t.page, heading(t.grid, 'Last'), heading(t.grid, 'Born'))
    await untilHeadings(t.grid, ['Born', 'Id', 'Last', 'First', 'Alive'])
    expect((await rowsOf(t.grid))[0]).toEqual(['1815', 'ada', 'Lovelace', 'Ada', 'false'])
  })

  it('even if columns run from right to left', async () => {
    await using t = await withTable(chromium, PEOPLE, ORDER, { locale: 'fa-IR' })
    await untilHeadings(t.grid, ['Id', 'First', 'Last', 'Born', 'Alive'])
    const at = async (name: string): Promise<number> => (await heading(t.grid, name).boundingBox())?.x ?? NaN
    expect(await at('Id')).toBeGreaterThan(await at('Alive'))
    await drag(t.page, heading(t.grid, 'Id'), heading(t.grid, 'First'))
    await t.grid.focus()
    await t.page.keyboard.press('Shift+ArrowLeft')
    await eventually(async () => expect(await at('Id')).toBeLessThan(await at('First')))
  })
})

it('changes the width of a column at the edge of its heading', async () => {
  await using t = await withTable(chromium, PEOPLE, { column_args: { born: { resizable: false } } })
  const heading = t.grid.getByRole('columnheader', { name: 'Last' })
  const before = await heading.boundingBox()
  if (!before) throw new Error('The heading is not there.')
  await t.page.mouse.move(before.x + before.width - 3, before.y + 10)
  await t.page.mouse.down()
  await t.page.mouse.move(before.x + before.width + 47, before.y + 10, { steps: 4 })
  await t.page.mouse.up()
  await eventually(async () =>
    expect(Math.round((await heading.boundingBox())?.width ?? 0)).toBe(Math.round(before.width + 50)),
  )
  await expectAttributes(heading, { 'aria-sort': 'none' })
  expect(
    await t.grid.getByRole('columnheader', { name: 'Born' }).locator('.webio-datatable-edge').count(),
  ).toBe(0)
})
