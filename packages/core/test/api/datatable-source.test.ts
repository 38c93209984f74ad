import { datatable_update, hold, put_datatable } from '../../src/index'
import type { DataRequest, DataSource } from '../../src/index'
import type { TransientCommand } from '../../src/protocol/commands'
import type { RowQuery } from '../../src/protocol/datatable'
import type { OpenApp, OpenAppOptions } from '../../src/testing/index'
import { open_app } from '../../src/testing/index'
import { Gate } from '../support/app'

const NO_QUERY: RowQuery = { sort: [], filter: [] }

const open = (source: DataSource, options: Parameters<typeof put_datatable>[1], app?: OpenAppOptions) =>
  open_app(async () => {
    put_datatable(source, { instance_id: 't', ...options } as never)
    await hold()
  }, app)

const idOf = (t: OpenApp): number => t.outputs[0]?.id ?? -1

/** Sends a request as a page does. Returns the number of its event. */
const ask = (t: OpenApp, offset: number, limit = 2, query: RowQuery = NO_QUERY): number =>
  t.page.send({ type: 'rows-request', output: idOf(t), offset, limit, query })

const answers = (t: OpenApp): TransientCommand[] => [...t.transients]

it('[D6] a source is called for the requested rows, which answer the request', async () => {
  const asked: Omit<DataRequest, 'signal'>[] = []
  const t = await open(
    ({ signal: _, ...request }) => {
      asked.push(request)
      return { rows: [{ id: 'x', in: { n: 5 } }, { id: 'y' }], total: 70 }
    },
    { id_field: 'id', column_order: { id: null, in: ['n'] }, column_args: { n: { type: 'number' } } },
  )
  const n = ask(t, 10, 2, {
    sort: [{ column: 1, desc: true }, { column: 0 }],
    filter: [{ column: 1, operator: 'between', value: 1, to: 9 }],
    search: 'q',
  })
  await t.settle()
  expect(asked).toEqual([
    {
      offset: 10,
      limit: 2,
      sort: [
        { field: 'in.n', path: ['in', 'n'], order: 'desc' },
        { field: 'id', path: ['id'], order: 'asc' },
      ],
      filter: [{ field: 'in.n', path: ['in', 'n'], operator: 'between', value: 1, to: 9 }],
      search: 'q',
    },
  ])
  expect(answers(t)).toEqual([
    {
      type: 'rows-answer',
      output: idOf(t),
      request: n,
      total: 70,
      ids: ['x', 'y'],
      columns: [
        ['x', 'y'],
        [5, null],
      ],
    },
  ])
})

it('rows without an id_field have their index as id', async () => {
  const t = await open(() => ({ rows: [{ a: 1 }, { a: 2 }], total: 9 }), { column_order: ['a'] })
  ask(t, 4)
  await t.settle()
  expect(answers(t)).toMatchObject([{ ids: 4, columns: [[1, 2]] }])
})

describe('[D6] a source that fails', () => {
  const failing: [string, DataSource, string][] = [
    ['throws', () => Promise.reject(new Error('no database')), 'Error: no database'],
    [
      'returns something else',
      () => [] as never,
      'TypeError: put_datatable: the data source must return { rows, total }, not an array of 0.',
    ],
    [
      'returns no total',
      () => ({ rows: [], total: -1 }),
      'TypeError: put_datatable: the data source: total must be the number of all rows, not -1.',
    ],
    [
      'returns too many rows',
      () => ({ rows: [{}, {}, {}], total: 3 }),
      'RangeError: put_datatable: the data source returned 3 rows, but 2 were requested.',
    ],
  ]
  it.each(failing)(
    'and %s answers with a failure and is logged, and the session continues',
    async (_, source, message) => {
      const t = await open(source, { column_order: ['a'] }, { debug: true })
      const n = ask(t, 0)
      await t.settle()
      expect(answers(t)).toEqual([{ type: 'rows-failed', output: idOf(t), request: n, message }])
      expect(String(t.errors[0])).toBe(message)
      expect(t.toasts).toEqual([])
      expect(t.closed).toBe(false)
    },
  )

  it('does not tell a page about the error without debug', async () => {
    const t = await open(() => Promise.reject(new Error('secret')), { column_order: ['a'] })
    ask(t, 0)
    await t.settle()
    expect(answers(t)).toEqual([{ type: 'rows-failed', output: idOf(t), request: 1 }])
  })
})

describe('[D6] an unneeded request is aborted', () => {
  const slow = () => {
    const open: { offset: number; signal: AbortSignal; gate: Gate }[] = []
    const source: DataSource = async ({ offset, signal }) => {
      const gate = new Gate()
      open.push({ offset, signal, gate })
      await gate.promise
      return { rows: [{ a: offset }], total: 9 }
    }
    const aborted = () => open.filter(({ signal }) => signal.aborted).map(({ offset }) => offset)
    return { source, open, aborted }
  }

  it('when the page cancels it; its rows are not sent', async () => {
    const { source, open: asked, aborted } = slow()
    const t = await open(source, { column_order: ['a'] })
    const request = ask(t, 1)
    ask(t, 2)
    t.page.send({ type: 'rows-cancel', output: idOf(t), request })
    await t.settle()
    expect(aborted()).toEqual([1])
    for (const { gate } of asked) gate.open()
    await t.settle()
    expect(answers(t)).toMatchObject([{ type: 'rows-answer', columns: [[2]] }])
    expect(t.refusals).toEqual([])
  })

  it('when a fifth request arrives: the oldest one is replaced and answered', async () => {
    const { source, aborted } = slow()
    const t = await open(source, { column_order: ['a'] })
    for (const offset of [1, 2, 3, 4, 5]) ask(t, offset)
    await t.settle()
    expect(aborted()).toEqual([1])
    expect(answers(t)).toEqual([{ type: 'rows-failed', output: idOf(t), request: 1 }])
  })

  it.each<[string, (t: OpenApp) => void | Promise<void>]>([
    ['the table is removed', (t) => t.session.view.command({ type: 'output-remove', output: idOf(t) })],
    ['the visitor leaves', (t) => t.close()],
  ])('when %s', async (_, end) => {
    const { source, aborted } = slow()
    const t = await open(source, { column_order: ['a'] })
    ask(t, 1)
    await t.settle()
    await end(t)
    expect(aborted()).toEqual([1])
  })

  it('when the source is replaced: the page learns that its rows are out of date', async () => {
    const { source, aborted } = slow()
    const t = await open(source, {
      column_order: ['a'],
      id_field: 'a',
      actions: [['Renew', () => datatable_update('t', () => ({ rows: [{ a: 'new' }], total: 1 }))]],
    })
    ask(t, 1)
    await t.settle()
    await t.session.tasks.startCallback(() =>
      datatable_update('t', () => ({ rows: [{ a: 'new' }], total: 1 })),
    )
    await t.settle()
    expect(aborted()).toEqual([1])
    expect(t.outputs[0]).toMatchObject({ source: 2 })
    ask(t, 0)
    await t.settle()
    expect(answers(t)).toMatchObject([{ columns: [['new']] }])
  })
})

describe('[D7] a page is refused if it requests', () => {
  const columns = {
    column_order: ['t', 'n', 'fixed'],
    column_args: { n: { type: 'number' as const }, fixed: { sortable: false, filterable: false } },
  }
  it.each<[string, Partial<RowQuery>]>([
    ['to sort by a missing column', { sort: [{ column: 3 }] }],
    ['to sort by a column that cannot be sorted', { sort: [{ column: 2 }] }],
    ['to filter a column that cannot be filtered', { filter: [{ column: 2, operator: 'blank' }] }],
    ['a text of a number', { filter: [{ column: 1, operator: 'contains', value: '1' }] }],
    ['a number that is a text', { filter: [{ column: 1, operator: 'less', value: '1' }] }],
    ['a range without an end', { filter: [{ column: 1, operator: 'between', value: 1 }] }],
    ['a comparison with nothing', { filter: [{ column: 0, operator: 'equals' }] }],
    ['a value for an operator that takes none', { filter: [{ column: 0, operator: 'blank', value: 'x' }] }],
  ])('%s', async (_, query) => {
    const source = jest.fn(() => ({ rows: [], total: 0 }))
    const t = await open(source, columns)
    ask(t, 0, 2, { ...NO_QUERY, ...query })
    await t.settle()
    expect(t.refusals.map(({ code }) => code)).toEqual(['bad_value'])
    expect(source).not.toHaveBeenCalled()
  })

  it('rows of an output that has no source', async () => {
    const t = await open_app(async () => {
      put_datatable([{ a: 1 }])
      await hold()
    })
    ask(t, 0)
    await t.settle()
    expect(t.refusals.map(({ code }) => code)).toEqual(['no_such_output'])
  })

  it('[D8] to select a row that it received long ago: the server remembers the newest 100,000 rows', async () => {
    const selected: unknown[] = []
    const page = ({ offset, limit }: DataRequest) => ({
      rows: Array.from({ length: limit }, (_, index) => ({ id: offset + index })),
      total: 200_000,
    })
    const t = await open(page, {
      column_order: ['id'],
      id_field: 'id',
      onselect: (row) => selected.push(row),
    })
    const pages = Array.from({ length: 100 }, (_, index) => index * 1000)
    // The first page is requested again before the one that exceeds the limit.
    for (const offset of [...pages, 0, 100_000]) {
      ask(t, offset, 1000)
      await t.settle()
    }
    for (const value of [0, 999, 1000, 1999, 2000, 100_999])
      t.page.send({ type: 'callback-fire', output: idOf(t), key: 'select', value })
    await t.settle()
    expect(selected).toEqual([0, 999, 2000, 100_999])
    expect(t.refusals.map(({ code }) => code)).toEqual(['no_such_row', 'no_such_row'])
  })

  it('[D8] to select a row that it has not received', async () => {
    const selected: unknown[] = []
    const t = await open(({ offset }) => ({ rows: [{ id: `r${offset}` }], total: 9 }), {
      column_order: ['id'],
      id_field: 'id',
      onselect: (row) => selected.push(row),
    })
    ask(t, 3)
    await t.settle()
    t.page.send({ type: 'callback-fire', output: idOf(t), key: 'select', value: 'r3' })
    t.page.send({ type: 'callback-fire', output: idOf(t), key: 'select', value: 'r4' })
    await t.settle()
    expect(selected).toEqual(['r3'])
    expect(t.refusals.map(({ code }) => code)).toEqual(['no_such_row'])
  })
})
