import type { DatatableOptions, RowId } from '@webio/core'
import {
  datatable_insert,
  datatable_remove,
  datatable_update,
  hold,
  put_datatable,
  put_text,
} from '@webio/core'
import { chromiumOfFile } from './chromium'
import {
  expectAttributes,
  many,
  openTable,
  PEOPLE,
  rowsOf,
  run,
  untilColumn,
  untilRows,
  withTable,
} from './datatable-page'
import { deferred, eventually, untilTexts } from './page-tools'
import { startSite } from './site'

const chromium = chromiumOfFile()

describe('selection', () => {
  /** A table that reports its callbacks as texts. */
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

  it('one row: onselect and actions get its id; Unselect removes it', async () => {
    await using site = await startSite(chromium, telling({}))
    const page = await openTable(chromium, site)
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

  it('several rows: by click, as a range with Shift, and all with Ctrl+A', async () => {
    await using site = await startSite(chromium, telling({ multiple_select: true }))
    const page = await openTable(chromium, site)
    await page.getByRole('gridcell', { name: 'Turing' }).click()
    await page.getByRole('gridcell', { name: 'Berners-Lee' }).click({ modifiers: ['Shift'] })
    await page.getByRole('gridcell', { name: 'Hopper' }).click()
    await untilTexts(page, ['select alan', 'select alan,grace,tim', 'select alan,tim'])
    await page.keyboard.press('Control+a')
    await page.getByText('Selected 4 row(s)').waitFor()
    await page.getByRole('button', { name: 'Edit' }).click()
    await eventually(async () => expect(await page.getByText('edit ada,alan,grace,tim').count()).toBe(1))
  })

  it('stays with its rows when others are inserted, and disappears with them', async () => {
    await using site = await startSite(chromium, async () => {
      put_datatable(PEOPLE, { id_field: 'id', instance_id: 't', onselect: () => {} })
      await hold()
    })
    const page = await openTable(chromium, site)
    await page.getByRole('gridcell', { name: 'Turing' }).click()
    await run(site, () => datatable_insert('t', { id: 'new' }, { row_id: 'ada' }))
    await page.getByRole('gridcell', { name: 'new', exact: true }).waitFor()
    await expectAttributes(page.getByRole('row', { name: 'Turing' }), { 'aria-selected': 'true' })
    await run(site, () => datatable_remove('t', 'alan'))
    await page.getByText('Selected').waitFor({ state: 'detached' })
  })

  it('is impossible without actions and onselect', async () => {
    await using t = await withTable(chromium, PEOPLE)
    await t.grid.getByRole('gridcell', { name: 'Turing' }).click()
    expect(await t.grid.locator('[aria-selected]').count()).toBe(0)
  })
})

it('shows changes of rows at once, in the current order and filter', async () => {
  await using site = await startSite(chromium, async () => {
    put_datatable(
      [
        { id: 1, n: 5, at: { city: 'Lima' } },
        { id: 2, n: 7, at: { city: 'Rome' } },
      ],
      { id_field: 'id', instance_id: 't' },
    )
    await hold()
  })
  const page = await openTable(chromium, site)
  const grid = page.getByRole('grid', { name: 't' })
  await grid.getByRole('columnheader', { name: 'N' }).click()
  const steps: [() => void, string[][]][] = [
    // A field, a field by its path, and a whole row, whose missing fields become null.
    [
      () => datatable_update('t', 9, { row_id: 1, field: 'n' }),
      [
        ['2', '7', 'Rome'],
        ['1', '9', 'Lima'],
      ],
    ],
    [
      () => datatable_update('t', 'Pune', { row_id: 2, field: ['at', 'city'] }),
      [
        ['2', '7', 'Pune'],
        ['1', '9', 'Lima'],
      ],
    ],
    [
      () => datatable_update('t', { id: 1, n: 6 }, { row_id: 1 }),
      [
        ['1', '6', ''],
        ['2', '7', 'Pune'],
      ],
    ],
    // Several rows at the end, and one before another row. The latter matters only if both are equal in the
    // current order.
    [
      () =>
        datatable_insert('t', [
          { id: 3, n: 8 },
          { id: 4, n: 7 },
        ]),
      [
        ['1', '6', ''],
        ['2', '7', 'Pune'],
        ['4', '7', ''],
        ['3', '8', ''],
      ],
    ],
    [
      () => datatable_insert('t', { id: 5, n: 7 }, { row_id: 2 }),
      [
        ['1', '6', ''],
        ['5', '7', ''],
        ['2', '7', 'Pune'],
        ['4', '7', ''],
        ['3', '8', ''],
      ],
    ],
    [
      () => datatable_remove('t', 5),
      [
        ['1', '6', ''],
        ['2', '7', 'Pune'],
        ['4', '7', ''],
        ['3', '8', ''],
      ],
    ],
    [
      () => datatable_remove('t', [1, 4]),
      [
        ['2', '7', 'Pune'],
        ['3', '8', ''],
      ],
    ],
    [() => datatable_update('t', [{ id: 4, n: 1 }]), [['4', '1', '']]],
  ]
  for (const [change, rows] of steps) {
    await run(site, change)
    await untilRows(grid, rows)
  }
})

it('[D5] draws only the visible rows of 100,000 records, and can reach the last one', async () => {
  await using t = await withTable(chromium, many(100_000))
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

it('keeps rows and order across a reload', async () => {
  await using t = await withTable(chromium, many(300), { column_args: { n: { sort: 'desc' } } })
  await t.page.reload()
  await eventually(async () => expect((await rowsOf(t.grid))[0]?.[0]).toBe('299'))
})

describe('a data source', () => {
  const records = many(5000)

  it('provides the rows that come into view, sorted and filtered, which can be selected', async () => {
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
    const page = await openTable(chromium, site)
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

  it('reports a failure and is called again; open requests are aborted', async () => {
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
    const page = await openTable(chromium, site)
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
