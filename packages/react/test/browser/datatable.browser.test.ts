import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import type { DatatableOptions, MultipleDatatableOptions, RowId } from '@webio/core'
import {
  datatable_insert,
  datatable_remove,
  datatable_update,
  hold,
  put_datatable,
  put_text,
} from '@webio/core'
import { chromiumOfFile } from './chromium'
import { deferred, eventually, untilStatus, untilTexts } from './page-tools'
import { startSite } from './site'
import type { Site } from './site'

const chromium = chromiumOfFile()

const PEOPLE = [
  { id: 'ada', name: { first: 'Ada', last: 'Lovelace' }, born: 1815, alive: false },
  { id: 'alan', name: { first: 'Alan', last: 'Turing' }, born: 1912, alive: false },
  { id: 'grace', name: { first: 'Grace', last: 'Hopper' }, born: 1906, alive: false },
  { id: 'tim', name: { first: 'Tim', last: 'Berners-Lee' }, born: 1955, alive: true },
]

const many = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ n, name: `record ${n}`, group: `g${n % 7}` }))

async function open(site: Site): Promise<Page> {
  const page = await chromium.open(site.page)
  await untilStatus(page, 'open')
  await page.getByRole('grid').first().waitFor()
  return page
}

/** A page with one table, whose callbacks the task shows as texts. */
async function withTable(
  records: Parameters<typeof put_datatable>[0],
  options: DatatableOptions | MultipleDatatableOptions = {},
): Promise<{ site: Site; page: Page; grid: Locator } & AsyncDisposable> {
  const site = await startSite(chromium, async () => {
    put_datatable(records, options as DatatableOptions)
    await hold()
  })
  const page = await open(site)
  const grid = page.getByRole('grid')
  // Rows come after the table.
  if (records.length > 0) await grid.locator('.webio-datatable-rows > [role=row]').first().waitFor()
  return { site, page, grid, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() }
}

/** The texts of the rows that are drawn, cell by cell. */
const rowsOf = (grid: Locator): Promise<string[][]> =>
  grid
    .locator('.webio-datatable-rows > [role=row]')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')))
const untilRows = (grid: Locator, rows: string[][]) =>
  eventually(async () => expect(await rowsOf(grid)).toEqual(rows))
/** The texts of a column of the rows that are drawn. */
const untilColumn = (grid: Locator, column: number, texts: string[]) =>
  eventually(async () => expect((await rowsOf(grid)).map((row) => row[column])).toEqual(texts))

describe('what shows', () => {
  it('groups of columns, headings, values, and the numbers that ARIA counts', async () => {
    await using t = await withTable(PEOPLE, { column_args: { born: { header: 'Year' } } })
    const headings = await t.grid.getByRole('columnheader').allTextContents()
    expect(headings).toEqual(['Name', 'Id', 'First', 'Last', 'Year', 'Alive'])
    await untilRows(t.grid, [
      ['ada', 'Ada', 'Lovelace', '1815', 'false'],
      ['alan', 'Alan', 'Turing', '1912', 'false'],
      ['grace', 'Grace', 'Hopper', '1906', 'false'],
      ['tim', 'Tim', 'Berners-Lee', '1955', 'true'],
    ])
    await expectAttributes(t.grid, { 'aria-rowcount': '6', 'aria-colcount': '5' })
    await expectAttributes(t.grid.getByRole('row').last(), { 'aria-rowindex': '6' })
    await expectAttributes(t.grid.getByRole('gridcell', { name: 'Turing' }), { 'aria-colindex': '3' })
    await expectAttributes(t.grid.getByRole('columnheader', { name: 'Name' }), { 'aria-colspan': '2' })
  })

  it('column_order, hide, format, align and width', async () => {
    await using t = await withTable(PEOPLE, {
      column_order: { born: null, name: ['last'], alive: null },
      column_args: {
        born: { format: { minimumFractionDigits: 2, useGrouping: false }, align: 'center' },
        last: { width: 333 },
        alive: { hide: true },
      },
    })
    await untilColumn(t.grid, 0, ['1815.00', '1912.00', '1906.00', '1955.00'])
    expect((await rowsOf(t.grid))[0]).toEqual(['1815.00', 'Lovelace'])
    const cell = t.grid.getByRole('gridcell', { name: 'Turing' })
    expect(await cell.evaluate((element) => element.getBoundingClientRect().width)).toBe(333)
    expect(await styleOf(t.grid.getByRole('gridcell', { name: '1912.00' }), 'textAlign')).toBe('center')
  })

  it('flex takes what is left over; a pinned column stays when the table is scrolled sideways', async () => {
    const wide = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`column_${n}`, `value ${n}`]))
    await using t = await withTable([wide], { column_args: { column_0: { pinned: 'left' } } })
    const first = t.grid.getByRole('gridcell', { name: 'value 0', exact: true })
    const before = await first.boundingBox()
    await t.grid.evaluate((element) => (element.scrollLeft = 800))
    await eventually(async () => expect(await first.boundingBox()).toEqual(before))
    await using flex = await withTable(PEOPLE, {
      column_order: ['id', 'born'],
      column_args: { id: { width: 100 }, born: { flex: 1 } },
    })
    await eventually(async () => {
      const box = await flex.grid.getByRole('gridcell', { name: '1912' }).boundingBox()
      const grid = await flex.grid.evaluate((element) => element.clientWidth)
      expect(box?.width).toBe(grid - 100)
    })
  })

  it.each<[DatatableOptions['theme'], number]>([
    ['balham', 28],
    ['alpine-dark', 42],
    ['material', 48],
  ])('theme %s has rows of %i pixels', async (theme, height) => {
    await using t = await withTable(PEOPLE, { theme: theme as 'balham' })
    expect((await t.grid.getByRole('row').last().boundingBox())?.height).toBe(height)
    const scheme = await styleOf(t.page.locator('[data-webio-output=datatable]'), 'colorScheme')
    expect(scheme).toBe(theme?.endsWith('-dark') ? 'dark' : 'light dark')
  })

  it.each<[string, DatatableOptions['height'], number, (height: number) => boolean]>([
    ['a number is pixels', 300, 4, (height) => height === 300],
    ['a CSS length', '40vh', 4, (height) => height === 288],
    ['auto: all rows', 'auto', 100, (height) => height > 2800],
    ['auto of too many rows: 600 pixels', 'auto', 1001, (height) => height === 600],
    ['without: up to 600 pixels', undefined, 100, (height) => height === 600],
    ['without, of few rows: as high as they are', undefined, 2, (height) => height < 250],
  ])('height: %s', async (_, height, rows, isRight) => {
    const site = await startSite({ ...chromium, report() {} }, async () => {
      put_datatable(many(rows), { height: height as string })
      await hold()
    })
    await using _end = site
    const page = await chromium.open(site.page, { viewport: { width: 1280, height: 720 } })
    await page.getByRole('grid').waitFor()
    await eventually(async () => {
      const box = await page.locator('[data-webio-output=datatable]').boundingBox()
      expect([box?.height, isRight(box?.height ?? 0)]).toEqual([box?.height, true])
    })
  })

  it('the bar below shows the whole text of the current cell, unless it is not wanted', async () => {
    const text = 'a long text '.repeat(50).trim()
    await using t = await withTable([{ text }])
    await t.grid.getByRole('gridcell').click()
    await t.page.locator('.webio-datatable-cell-bar', { hasText: text }).waitFor()
    await using without = await withTable([{ text }], { cell_content_bar: false })
    expect(await without.page.locator('.webio-datatable-cell-bar').count()).toBe(0)
  })

  it('no rows: says so', async () => {
    await using t = await withTable([], { column_order: ['a'] })
    await t.page.getByText('No rows', { exact: true }).waitFor()
  })
})

describe('sorting', () => {
  it('a click sorts upwards, the next downwards, the third not; Shift sorts by one more', async () => {
    await using t = await withTable([
      { a: 'x', b: 2 },
      { a: 'y', b: 1 },
      { a: 'x', b: 1 },
    ])
    const heading = (name: string) => t.grid.getByRole('columnheader', { name })
    await heading('B').click()
    await untilRows(t.grid, [
      ['y', '1'],
      ['x', '1'],
      ['x', '2'],
    ])
    await expectAttributes(heading('B'), { 'aria-sort': 'ascending' })
    await heading('A').click({ modifiers: ['Shift'] })
    await untilRows(t.grid, [
      ['x', '1'],
      ['y', '1'],
      ['x', '2'],
    ])
    await heading('B').click()
    await untilRows(t.grid, [
      ['x', '2'],
      ['y', '1'],
      ['x', '1'],
    ])
    await expectAttributes(heading('B'), { 'aria-sort': 'descending' })
    await heading('B').click()
    await untilColumn(t.grid, 1, ['2', '1', '1'])
    await expectAttributes(heading('B'), { 'aria-sort': 'none' })
  })

  it('sort says how it is at first; sortable: false takes it away', async () => {
    await using t = await withTable(PEOPLE, {
      column_order: ['id', 'born'],
      column_args: { born: { sort: 'desc' }, id: { sortable: false } },
    })
    await untilColumn(t.grid, 1, ['1955', '1912', '1906', '1815'])
    await t.grid.getByRole('columnheader', { name: 'Id' }).click()
    await expectAttributes(t.grid.getByRole('columnheader', { name: 'Id' }), { 'aria-sort': null })
    await untilColumn(t.grid, 1, ['1955', '1912', '1906', '1815'])
  })
})

describe('filters and search', () => {
  it('each kind of column has its own ways; the number of rows is told; without the row of filters there are none', async () => {
    await using t = await withTable(PEOPLE)
    await t.page.getByRole('button', { name: 'Filter' }).click()
    await t.grid.getByLabel('Filter Last', { exact: true }).fill('r')
    await untilColumn(t.grid, 2, ['Turing', 'Hopper', 'Berners-Lee'])
    await t.grid.getByLabel('How to filter Born').selectOption('between')
    await t.grid.getByLabel('Filter Born', { exact: true }).fill('1900')
    await t.grid.getByLabel('Born, at most').fill('1920')
    await untilColumn(t.grid, 2, ['Turing', 'Hopper'])
    await t.grid.getByLabel('Filter Alive', { exact: true }).selectOption('true')
    await t.page.getByText('0 of 4 rows').waitFor()
    await expectAttributes(t.grid, { 'aria-rowcount': '3' })
    await t.page.getByRole('button', { name: 'Filter (3)' }).click()
    await t.page.getByText('4 rows', { exact: true }).waitFor()
  })

  it('the search goes through all columns, hidden ones too', async () => {
    await using t = await withTable(PEOPLE, { column_args: { id: { hide: true } } })
    await t.page.getByRole('searchbox', { name: 'Search' }).fill('TIM')
    await untilColumn(t.grid, 1, ['Berners-Lee'])
    await t.page.getByRole('searchbox').fill('1815')
    await untilColumn(t.grid, 1, ['Lovelace'])
  })

  it('filterable: false and search: false take them away', async () => {
    await using t = await withTable([{ a: 1 }], {
      column_args: { a: { filterable: false } },
      grid_args: { search: false, csv: false },
    })
    expect(await t.page.locator('.webio-datatable-tools').getByRole('button').count()).toBe(0)
    expect(await t.page.getByRole('searchbox').count()).toBe(0)
  })
})

describe('selection', () => {
  /** A table that tells of its callbacks in texts. */
  const telling = (more: { multiple_select?: boolean }) => async () => {
    const tell = (what: string) => (rows: RowId | RowId[]) => put_text(`${what} ${String(rows)}`)
    put_datatable(PEOPLE, {
      id_field: 'id',
      actions: [['Edit', tell('edit')], null, ['Delete', tell('delete')]],
      onselect: tell('select'),
      ...more,
    } as DatatableOptions)
    await hold()
  }

  it('one row: onselect and actions get its id; Unselect takes it back', async () => {
    await using site = await startSite(chromium, telling({}))
    const page = await open(site)
    expect(await page.getByRole('button', { name: 'Edit' }).count()).toBe(0)
    await page.getByRole('gridcell', { name: 'Turing' }).click()
    await page.getByRole('gridcell', { name: 'Hopper' }).click()
    await page.getByText('Selected 1 row(s)').waitFor()
    await page.getByRole('button', { name: 'Delete' }).click()
    await untilTexts(page, ['select alan', 'select grace', 'delete grace'])
    await expectAttributes(page.getByRole('row', { name: 'Hopper' }), { 'aria-selected': 'true' })
    expect(await page.getByRole('separator').count()).toBe(1)
    await page.getByRole('button', { name: 'Unselect' }).click()
    await page.getByRole('button', { name: 'Edit' }).waitFor({ state: 'detached' })
    await untilTexts(page, ['select alan', 'select grace', 'delete grace'])
  })

  it('several rows: by click, with Shift up to a row, with Ctrl+A all', async () => {
    await using site = await startSite(chromium, telling({ multiple_select: true }))
    const page = await open(site)
    await page.getByRole('gridcell', { name: 'Turing' }).click()
    await page.getByRole('gridcell', { name: 'Berners-Lee' }).click({ modifiers: ['Shift'] })
    await page.getByRole('gridcell', { name: 'Hopper' }).click()
    await untilTexts(page, ['select alan', 'select alan,grace,tim', 'select alan,tim'])
    await page.keyboard.press('Control+a')
    await page.getByText('Selected 4 row(s)').waitFor()
    await page.getByRole('button', { name: 'Edit' }).click()
    await eventually(async () => expect(await page.getByText('edit ada,alan,grace,tim').count()).toBe(1))
  })

  it('stays with its rows when others come in between, and goes with them', async () => {
    await using site = await startSite(chromium, async () => {
      put_datatable(PEOPLE, { id_field: 'id', instance_id: 't', onselect: () => {} })
      await hold()
    })
    const page = await open(site)
    await page.getByRole('gridcell', { name: 'Turing' }).click()
    await run(site, () => datatable_insert('t', { id: 'new' }, { row_id: 'ada' }))
    await page.getByRole('gridcell', { name: 'new', exact: true }).waitFor()
    await expectAttributes(page.getByRole('row', { name: 'Turing' }), { 'aria-selected': 'true' })
    await run(site, () => datatable_remove('t', 'alan'))
    await page.getByText('Selected').waitFor({ state: 'detached' })
  })

  it('without actions and onselect no row can be selected', async () => {
    await using t = await withTable(PEOPLE)
    await t.grid.getByRole('gridcell', { name: 'Turing' }).click()
    expect(await t.grid.locator('[aria-selected]').count()).toBe(0)
  })
})

it('changes of rows show at once, in the order and under the filter that is there', async () => {
  await using site = await startSite(chromium, async () => {
    put_datatable(
      [
        { id: 1, n: 5 },
        { id: 2, n: 7 },
      ],
      { id_field: 'id', instance_id: 't' },
    )
    await hold()
  })
  const page = await open(site)
  const grid = page.getByRole('grid')
  await grid.getByRole('columnheader', { name: 'N' }).click()
  await run(site, () => datatable_update('t', 9, { row_id: 1, field: 'n' }))
  await untilRows(grid, [
    ['2', '7'],
    ['1', '9'],
  ])
  await run(site, () => datatable_insert('t', [{ id: 3, n: 8 }]))
  await untilRows(grid, [
    ['2', '7'],
    ['3', '8'],
    ['1', '9'],
  ])
  await run(site, () => datatable_remove('t', [2]))
  await untilRows(grid, [
    ['3', '8'],
    ['1', '9'],
  ])
  await run(site, () => datatable_update('t', [{ id: 4, n: 1 }]))
  await untilRows(grid, [['4', '1']])
})

it('the CSV file has the rows and columns that show, in their order', async () => {
  await using t = await withTable(PEOPLE, {
    column_args: { alive: { hide: true } },
    grid_args: { csv: 'people.csv' },
  })
  await t.page.getByRole('searchbox').fill('19')
  await t.grid.getByRole('columnheader', { name: 'Born' }).click()
  await untilColumn(t.grid, 3, ['1906', '1912', '1955'])
  const [download] = await Promise.all([
    t.page.waitForEvent('download'),
    t.page.getByRole('button', { name: 'Download CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('people.csv')
  expect(readFileSync(await download.path(), 'utf8')).toBe(
    '\uFEFFId,Name / First,Name / Last,Born\r\ngrace,Grace,Hopper,1906\r\nalan,Alan,Turing,1912\r\ntim,Tim,Berners-Lee,1955\r\n',
  )
})

describe('keyboard', () => {
  const current = (page: Page) =>
    page.getByRole('grid').evaluate((grid) => {
      return document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')?.textContent
    })

  it('moves the current cell, which the grid names, and brings it into view', async () => {
    await using t = await withTable(many(5000))
    await t.grid.focus()
    const steps: [string, string][] = [
      ['ArrowDown', '0'],
      ['ArrowRight', 'record 0'],
      ['ArrowDown', 'record 1'],
      ['End', 'g1'],
      ['Control+End', 'g1'],
      ['Home', '4999'],
      ['Control+Home', '0'],
      ['ArrowUp', 'N'],
    ]
    for (const [key, text] of steps) {
      await t.page.keyboard.press(key)
      await eventually(async () => expect([key, await current(t.page)]).toEqual([key, text]))
    }
    await t.page.keyboard.press('ArrowDown')
    await t.page.keyboard.press('PageDown')
    await eventually(async () => expect(Number(await current(t.page))).toBeGreaterThan(10))
  })

  it('Enter sorts by a heading, Alt with an arrow changes its width, Space selects a row', async () => {
    await using t = await withTable(PEOPLE, { id_field: 'id', onselect: () => {} })
    await t.grid.focus()
    for (const key of ['ArrowDown', 'ArrowUp', 'Enter', 'Enter']) await t.page.keyboard.press(key)
    await untilColumn(t.grid, 0, ['tim', 'grace', 'alan', 'ada'])
    const heading = t.grid.getByRole('columnheader', { name: 'Id' })
    const before = (await heading.boundingBox())?.width ?? 0
    await t.page.keyboard.press('Alt+ArrowRight')
    await eventually(async () => expect((await heading.boundingBox())?.width).toBe(before + 16))
    await t.page.keyboard.press('ArrowDown')
    await t.page.keyboard.press('Space')
    await expectAttributes(t.grid.getByRole('row', { name: 'Tim' }), { 'aria-selected': 'true' })
  })
})

it('the edge of a heading changes the width of its column', async () => {
  await using t = await withTable(PEOPLE, { column_args: { born: { resizable: false } } })
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

it('[D5] 100,000 records: those in view are drawn and no more, the last can be reached', async () => {
  await using t = await withTable(many(100_000))
  await expectAttributes(t.grid, { 'aria-rowcount': '100001' })
  await eventually(async () => expect((await rowsOf(t.grid))[0]).toEqual(['0', 'record 0', 'g0']))
  await expectAttributes(t.page.locator('[data-webio-output=datatable]'), { 'aria-busy': 'false' })
  expect((await rowsOf(t.grid)).length).toBeLessThan(60)
  await t.grid.evaluate((element) => (element.scrollTop = element.scrollHeight))
  await t.grid.getByRole('gridcell', { name: 'record 99999' }).waitFor()
  expect((await rowsOf(t.grid)).length).toBeLessThan(60)
  await t.page.getByRole('searchbox').fill('record 77777')
  await untilRows(t.grid, [['77777', 'record 77777', 'g0']])
})

it('rows and order survive a reload', async () => {
  await using t = await withTable(many(300), { column_args: { n: { sort: 'desc' } } })
  await t.page.reload()
  await eventually(async () => expect((await rowsOf(t.grid))[0]?.[0]).toBe('299'))
})

describe('a data source', () => {
  const records = many(5000)

  it('is asked for what comes into view, sorted and filtered, and rows can be selected', async () => {
    const site = await startSite(chromium, async () => {
      put_datatable(
        ({ offset, limit, sort, filter, search }) => {
          const wanted = filter[0] ? records.filter(({ n }) => n > Number(filter[0]?.value)) : records
          const found = wanted.filter(({ name }) => name.includes(search))
          const sorted = sort[0]?.order === 'desc' ? [...found].reverse() : found
          return { rows: sorted.slice(offset, offset + limit), total: sorted.length }
        },
        {
          column_order: ['n', 'name'],
          column_args: { n: { type: 'number' } },
          id_field: 'n',
          onselect: (row) => put_text(`selected ${row}`),
        },
      )
      await hold()
    })
    await using _end = site
    const page = await open(site)
    const grid = page.getByRole('grid')
    await eventually(async () => expect((await rowsOf(grid))[0]).toEqual(['0', 'record 0']))
    await expectAttributes(grid, { 'aria-rowcount': '5001' })
    await grid.evaluate((element) => (element.scrollTop = element.scrollHeight))
    await grid.getByRole('gridcell', { name: 'record 4999' }).click()
    await untilTexts(page, ['selected 4999'])
    await grid.evaluate((element) => (element.scrollTop = 0))
    await grid.getByRole('columnheader', { name: 'N', exact: true }).click()
    await grid.getByRole('columnheader', { name: 'N', exact: true }).click()
    await eventually(async () => expect((await rowsOf(grid))[0]?.[0]).toBe('4999'))
    await page.getByRole('button', { name: 'Filter' }).click()
    await grid.getByLabel('How to filter N', { exact: true }).selectOption('greater')
    await grid.getByLabel('Filter N', { exact: true }).fill('4997')
    await untilColumn(grid, 0, ['4999', '4998'])
    await page.getByRole('searchbox').fill('4998')
    await untilRows(grid, [['4998', 'record 4998']])
  })

  it('that fails says so and is asked again; what is on the way is aborted', async () => {
    const state = { fails: true, aborted: false }
    const asked = deferred()
    const slow = deferred()
    const site = await startSite({ ...chromium, report() {} }, async () => {
      put_datatable(
        async ({ offset, limit, search, signal }) => {
          if (search) {
            signal.addEventListener('abort', () => {
              state.aborted = true
              slow.resolve()
            })
            asked.resolve()
            await slow.promise
          }
          if (state.fails) throw new Error('no database')
          return { rows: records.slice(offset, offset + limit), total: records.length }
        },
        { column_order: ['name'], instance_id: 't' },
      )
      await hold()
    })
    await using _end = site
    const page = await open(site)
    const grid = page.getByRole('grid')
    await page.getByRole('alert').getByText('Some rows could not be loaded.').waitFor()
    state.fails = false
    await page.getByRole('button', { name: 'Try again' }).click()
    await eventually(async () => expect((await rowsOf(grid))[0]).toEqual(['record 0']))
    await page.getByRole('searchbox').fill('x')
    await asked.promise
    await eventually(async () => expect(await page.locator('[aria-busy=true]').count()).toBeGreaterThan(0))
    await page.getByRole('searchbox').fill('')
    await slow.promise
    expect(state.aborted).toBe(true)
    await eventually(async () => expect((await rowsOf(grid))[0]).toEqual(['record 0']))
    await run(site, () =>
      datatable_update('t', () => ({ rows: [{ name: 'from another source' }], total: 1 })),
    )
    await untilRows(grid, [['from another source']])
  })
})

function run(site: Site, change: () => void): Promise<unknown> {
  return site.handler.sessions()[0]?.run(change) ?? Promise.reject(new Error('There is no session.'))
}

function styleOf(locator: Locator, property: 'textAlign' | 'colorScheme'): Promise<string> {
  return locator.evaluate((element, name) => getComputedStyle(element)[name], property)
}

async function expectAttributes(locator: Locator, attributes: Record<string, string | null>): Promise<void> {
  await eventually(async () => {
    const found: Record<string, string | null> = {}
    for (const name of Object.keys(attributes)) found[name] = await locator.getAttribute(name)
    expect(found).toEqual(attributes)
  })
}
