import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import type { DatatableOptions } from '@webio/core'
import { hold, put_datatable } from '@webio/core'
import { chromiumOfFile } from './chromium'
import {
  expectAttributes,
  many,
  PEOPLE,
  rowsOf,
  styleOf,
  untilColumn,
  untilRows,
  withTable,
} from './datatable-page'
import { eventually } from './page-tools'
import { startSite } from './site'

const chromium = chromiumOfFile()

describe('appearance', () => {
  it('groups of columns, headings, values, and the numbers that ARIA counts', async () => {
    await using t = await withTable(chromium, PEOPLE, { column_args: { born: { header: 'Year' } } })
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
    await using t = await withTable(chromium, PEOPLE, {
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

  it('flex takes the remaining width; a pinned column stays when the table is scrolled sideways', async () => {
    const wide = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`column_${n}`, `value ${n}`]))
    await using t = await withTable(chromium, [wide], { column_args: { column_0: { pinned: 'left' } } })
    const first = t.grid.getByRole('gridcell', { name: 'value 0', exact: true })
    const before = await first.boundingBox()
    await t.grid.evaluate((element) => (element.scrollLeft = 800))
    await eventually(async () => expect(await first.boundingBox()).toEqual(before))
    await using flex = await withTable(chromium, PEOPLE, {
      column_order: ['id', 'born'],
      column_args: { id: { width: 100 }, born: { flex: 1 } },
    })
    await eventually(async () => {
      const box = await flex.grid.getByRole('gridcell', { name: '1912' }).boundingBox()
      const grid = await flex.grid.evaluate((element) => element.clientWidth)
      expect(box?.width).toBe(grid - 100)
    })
  })

  it('minWidth and maxWidth limit a width, type sets the kind of values, a path names a column or the heading of a group', async () => {
    await using t = await withTable(chromium, PEOPLE, {
      column_order: ['id', 'born', 'name'],
      column_args: [
        ['id', { width: 20, minWidth: 90 }],
        ['born', { flex: 1, maxWidth: 120, type: 'text' }],
        [['name'], { header: 'Full name', width: 70 }],
        [['name', 'last'], { header: 'Family' }],
      ],
    })
    const headings = await t.grid.getByRole('columnheader').allTextContents()
    expect(headings).toEqual(['Full name', 'Id', 'Born', 'First', 'Family'])
    const widths = t.grid
      .getByRole('row', { name: 'Turing' })
      .getByRole('gridcell')
      .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().width))
    expect(await widths).toEqual([90, 120, 70, 70])
    const year = t.grid.getByRole('gridcell', { name: '1912' })
    expect(await styleOf(year, 'textAlign')).not.toBe('end')
    await t.page.getByRole('button', { name: 'Filter' }).click()
    await t.grid.getByLabel('Filter Born', { exact: true }).fill('19')
    await untilColumn(t.grid, 0, ['alan', 'grace', 'tim'])
  })

  it('grid_args: defaultColDef for all columns, rowHeight; a column overrides them', async () => {
    await using t = await withTable(chromium, PEOPLE, {
      column_order: ['id', 'born'],
      column_args: { born: { width: 140, sortable: true } },
      grid_args: { defaultColDef: { width: 130, sortable: false, filterable: false }, rowHeight: 60 },
    })
    const row = t.grid.getByRole('row', { name: 'alan' })
    expect((await row.boundingBox())?.height).toBe(60)
    const widths = row
      .getByRole('gridcell')
      .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().width))
    expect(await widths).toEqual([130, 140])
    await expectAttributes(t.grid.getByRole('columnheader', { name: 'Id' }), { 'aria-sort': null })
    await expectAttributes(t.grid.getByRole('columnheader', { name: 'Born' }), { 'aria-sort': 'none' })
    expect(await t.page.getByRole('button', { name: 'Filter' }).count()).toBe(0)
  })

  it('columns pinned left and right are at the sides, below their headings', async () => {
    const wide = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`c${n}`, `value ${n}`]))
    await using t = await withTable(chromium, [wide], {
      column_args: { c5: { pinned: 'left' }, c7: { pinned: 'right' } },
    })
    const box = (role: 'columnheader' | 'gridcell', name: string) =>
      t.grid.getByRole(role, { name, exact: true }).boundingBox()
    const grid = await t.grid.boundingBox()
    for (const scrolled of [0, 400]) {
      await t.grid.evaluate((element, left) => (element.scrollLeft = left), scrolled)
      const [left, right] = [await box('gridcell', 'value 5'), await box('gridcell', 'value 7')]
      expect(Math.abs((left?.x ?? 0) - (grid?.x ?? 0))).toBeLessThan(2)
      const end = (right?.x ?? 0) + (right?.width ?? 0)
      expect(Math.abs(end - (grid?.x ?? 0) - (grid?.width ?? 0))).toBeLessThan(20)
      expect([(await box('columnheader', 'C5'))?.x, (await box('columnheader', 'C7'))?.x]).toEqual([
        left?.x,
        right?.x,
      ])
    }
  })

  it.each<[DatatableOptions['theme'], number]>([
    ['balham', 28],
    ['balham-dark', 28],
    ['alpine', 42],
    ['alpine-dark', 42],
    ['material', 48],
  ])('theme %s has rows of %i pixels', async (theme, height) => {
    await using t = await withTable(chromium, PEOPLE, { theme: theme as 'balham' })
    expect((await t.grid.getByRole('row').last().boundingBox())?.height).toBe(height)
    const scheme = await styleOf(t.page.locator('[data-webio-output=datatable]'), 'colorScheme')
    expect(scheme).toBe(theme?.endsWith('-dark') ? 'dark' : 'light dark')
  })

  it.each<[string, DatatableOptions['height'], number, (height: number) => boolean]>([
    ['a number is pixels', 300, 4, (height) => height === 300],
    ['a CSS length', '40vh', 4, (height) => height === 288],
    ['auto: all rows', 'auto', 100, (height) => height > 2800],
    ['auto of too many rows: 600 pixels', 'auto', 1001, (height) => height === 600],
    ['no height: up to 600 pixels', undefined, 100, (height) => height === 600],
    ['no height and few rows: as high as the rows', undefined, 2, (height) => height < 250],
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

  it('the bar below shows the full text of the current cell, unless it is turned off', async () => {
    const text = 'a long text '.repeat(50).trim()
    await using t = await withTable(chromium, [{ text }])
    await t.grid.getByRole('gridcell').click()
    await t.page.locator('.webio-datatable-cell-bar', { hasText: text }).waitFor()
    await using without = await withTable(chromium, [{ text }], { cell_content_bar: false })
    expect(await without.page.locator('.webio-datatable-cell-bar').count()).toBe(0)
  })

  it('reports that there are no rows', async () => {
    await using t = await withTable(chromium, [], { column_order: ['a'] })
    await t.page.getByText('No rows', { exact: true }).waitFor()
  })
})

describe('sorting', () => {
  it('a click sorts in ascending order, the next one in descending order, and the third one not at all; Shift adds a column', async () => {
    await using t = await withTable(chromium, [
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

  it('sort sets the initial order; sortable: false turns sorting off', async () => {
    await using t = await withTable(chromium, PEOPLE, {
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
  it('each kind of column has its own filter; the number of rows is announced; filters do not apply without the row of filters', async () => {
    await using t = await withTable(chromium, PEOPLE)
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

  it('the search includes all columns, even hidden ones', async () => {
    await using t = await withTable(chromium, PEOPLE, { column_args: { id: { hide: true } } })
    await t.page.getByRole('searchbox', { name: 'Search' }).fill('TIM')
    await untilColumn(t.grid, 1, ['Berners-Lee'])
    await t.page.getByRole('searchbox').fill('1815')
    await untilColumn(t.grid, 1, ['Lovelace'])
  })

  it('filterable: false and search: false remove them', async () => {
    await using t = await withTable(chromium, [{ a: 1 }], {
      column_args: { a: { filterable: false } },
      grid_args: { search: false, csv: false },
    })
    expect(await t.page.locator('.webio-datatable-tools').getByRole('button').count()).toBe(0)
    expect(await t.page.getByRole('searchbox').count()).toBe(0)
  })
})

it('exports the visible rows and columns as CSV, in their order', async () => {
  await using t = await withTable(chromium, PEOPLE, {
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

  it('moves the current cell, which the grid names, and scrolls it into view', async () => {
    await using t = await withTable(chromium, many(5000))
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
    // Out of view, it is still the cell that the grid names.
    const place = await current(t.page)
    await t.grid.evaluate((grid) => grid.scrollTo({ top: 100_000 }))
    await t.grid
      .getByText(/^record [23]\d{3}$/)
      .first()
      .waitFor()
    expect(await current(t.page)).toBe(place)
  })

  it('Enter sorts by a heading, Alt with an arrow changes its width, Space selects a row', async () => {
    await using t = await withTable(chromium, PEOPLE, { id_field: 'id', onselect: () => {} })
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
