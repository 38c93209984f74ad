import {
  datatable_insert,
  datatable_remove,
  datatable_update,
  flush,
  hold,
  on_event,
  put_column,
  put_datatable,
  put_text,
} from '../../src/index'
import type { RowId } from '../../src/protocol/datatable'
import type { DatatableNode } from '../../src/protocol/output-spec'
import type { Json } from '../../src/protocol/json'
import type { OpenApp } from '../../src/testing/index'
import { open_app } from '../../src/testing/index'
import { inSession, shownBy, thrown, turn } from '../support/app'
import { appEvent, hostOf, RawPage } from '../support/raw-page'

type Shown = DatatableNode & { readonly scope: string; readonly records: readonly (readonly Json[])[] }

const tableOf = (t: OpenApp): Shown => t.outputs.find(({ type }) => type === 'datatable') as Shown
const fire = (t: OpenApp, key: number | string, value: Json) => {
  t.page.send({ type: 'callback-fire', output: tableOf(t).id, key, value })
  return t.settle()
}

const PEOPLE = [
  { id: 'a', name: { first_name: 'Ada', last: 'Lovelace' }, born: 1815 },
  { id: 'b', name: { first_name: 'Alan', last: 'Turing' }, born: 1912, note: 'x' },
]

describe('columns', () => {
  const pathsAndHeaders = (spec: object) =>
    (spec as DatatableNode).columns.map(({ path, header, kind, groups }) => [
      path.join('.'),
      header,
      kind,
      ...(groups ?? []),
    ])

  it('are the keys of all records, in groups if nested, in the order of their first appearance', async () => {
    expect(pathsAndHeaders(await shownBy(() => put_datatable(PEOPLE)))).toEqual([
      ['id', 'Id', 'text'],
      ['name.first_name', 'First name', 'text', 'Name'],
      ['name.last', 'Last', 'text', 'Name'],
      ['born', 'Born', 'number'],
      ['note', 'Note', 'text'],
    ])
  })

  it('detect the type of their values; lists are values, as are keys with an object in one record and a text in another', async () => {
    const records = [
      { n: 1, b: true, l: [1], mixed: 1, both: { x: 1 }, none: null, d: new Date(0) },
      { n: null, b: false, l: [], mixed: 'x', both: 'text', none: undefined, d: null },
    ]
    const t = await open_app(() => void put_datatable(records))
    expect(tableOf(t).columns.map(({ header, kind }) => `${header} ${kind}`)).toEqual([
      'N number',
      'B boolean',
      'L text',
      'Mixed text',
      'Both text',
      'None text',
      'D text',
    ])
    expect(tableOf(t).records).toEqual([
      [1, true, [1], 1, { x: 1 }, null, '1970-01-01T00:00:00.000Z'],
      [null, false, [], 'x', 'text', null, null],
    ])
  })

  it.each<[string, Parameters<typeof put_datatable>[1], string[]]>([
    ['a list of keys', { column_order: ['born', 'name'] }, ['born', 'name.first_name', 'name.last']],
    ['nested objects', { column_order: { name: { last: null }, id: null } }, ['name.last', 'id']],
    [
      'lists in objects',
      { column_order: { name: ['last', 'first_name'] } },
      ['name.last', 'name.first_name'],
    ],
    ['a key that no record has', { column_order: ['id', 'nobody'] }, ['id', 'nobody']],
  ])('column_order as %s', async (_, options, paths) => {
    const spec = (await shownBy(() => put_datatable(PEOPLE, options))) as unknown as DatatableNode
    expect(spec.columns.map(({ path }) => path.join('.'))).toEqual(paths)
  })

  it('column_args: the path of a group, then the key, then the whole path', async () => {
    const spec = (await shownBy(() =>
      put_datatable(PEOPLE, {
        column_args: [
          [['name'], { width: 10, header: 'Full name', align: 'end' }],
          ['last', { width: 20, header: 'Surname' }],
          [['name', 'last'], { width: 30 }],
          ['born', { type: 'text', format: { style: 'percent' } }],
        ],
        grid_args: { defaultColDef: { minWidth: 99 } },
      }),
    )) as unknown as DatatableNode
    expect(spec.columns.slice(1, 4)).toEqual([
      {
        path: ['name', 'first_name'],
        header: 'First name',
        groups: ['Full name'],
        kind: 'text',
        minWidth: 99,
        width: 10,
        align: 'end',
      },
      {
        path: ['name', 'last'],
        header: 'Surname',
        groups: ['Full name'],
        kind: 'text',
        minWidth: 99,
        width: 30,
        align: 'end',
      },
      { path: ['born'], header: 'Born', kind: 'text', minWidth: 99, format: { style: 'percent' } },
    ])
  })
})

describe('the table', () => {
  it('takes its appearance and its tools from the options', async () => {
    const { columns: _, ...spec } = await shownBy(() =>
      put_datatable([{ a: 1 }], {
        height: 300,
        theme: 'alpine-dark',
        cell_content_bar: false,
        grid_args: { rowHeight: 20, search: false, csv: 'mine.csv' },
      }),
    )
    expect(spec).toEqual({
      type: 'datatable',
      theme: 'alpine-dark',
      height: '300px',
      rowHeight: 20,
      csv: 'mine.csv',
    })
  })

  it('can be inside other outputs, and does not change its arguments', async () => {
    const records = Object.freeze([Object.freeze({ a: 1 })])
    const t = await open_app(() => {
      put_column([put_text('x'), put_datatable(records)])
    })
    expect(t.text()).toBe('x\nA\n1')
  })

  it('needs column_order if there are no records', async () => {
    const t = await open_app(() => void put_datatable([], { column_order: ['a', 'b'] }))
    expect(t.text()).toBe('A\tB')
  })

  it('keeps its rows when the page is reloaded', async () => {
    const t = await open_app(async () => {
      put_datatable(PEOPLE, { column_order: ['id'] })
      await hold()
    })
    await t.reload()
    expect(t.text()).toBe('Id\na\nb')
  })

  it('height auto is refused with a warning for more than 1,000 rows', async () => {
    const warn = jest.fn()
    const logger = { debug() {}, info() {}, warn, error() {} }
    await open_app(
      () =>
        void put_datatable(
          Array.from({ length: 1001 }, (_, a) => ({ a })),
          { height: 'auto' },
        ),
      { logger },
    )
    expect(warn.mock.calls).toEqual([
      [
        "[webio] put_datatable: height 'auto' would show all 1001 rows at once; the table is 600 px high instead.",
      ],
    ])
  })
})

describe('many rows', () => {
  const records = Array.from({ length: 20_000 }, (_, n) => ({
    n,
    name: `record number ${n}`,
    even: n % 2 === 0,
  }))

  it('[D5] arrive in parts: later outputs do not wait, and the table announces how many rows there will be', async () => {
    const t = await open_app(hold)
    t.drop()
    await t.session.tasks.startCallback(() => {
      put_datatable(records)
      put_text('behind')
    })
    const [id] = t.session.view.tree.nodes.get(0)?.children ?? []
    const rows = t.session.view.tree.rows.get(id ?? -1)
    expect(rows?.size).toBeGreaterThan(0)
    expect(rows?.size).toBeLessThan(20_000)
    expect(t.session.view.tree.nodes.get(id ?? -1)?.spec).toMatchObject({ total: 20_000 })
    await t.resume()
    await t.until(() => tableOf(t).records.length === 20_000)
    await t.until(() => tableOf(t).total === undefined)
    expect(tableOf(t).records[19_999]).toEqual([19_999, 'record number 19999', false])
  })

  it('[D5] are complete even if the session ends at once', async () => {
    const t = await open_app(() => void put_datatable(records))
    await t.until(() => t.closed)
    expect(tableOf(t).records.length).toBe(20_000)
    expect(tableOf(t).total).toBeUndefined()
  })

  it('[D5] a change finds rows that have not arrived', async () => {
    const t = await open_app(async () => {
      put_datatable(records, { instance_id: 't' })
      datatable_update('t', 'changed', { row_id: 19_999, field: 'name' })
      datatable_remove('t', 19_998)
      await hold()
    })
    expect(tableOf(t).records.length).toBe(19_999)
    expect(tableOf(t).records.at(-1)).toEqual([19_999, 'changed', false])
  })

  it('[D5] are not mixed with rows that replace them, and do not arrive after the table is removed', async () => {
    const t = await open_app(async () => {
      const table = put_datatable(records)
      table.show().update({ records: records.slice(0, 3) })
      const gone = put_datatable(records).show()
      await flush()
      gone.remove()
      await flush()
      await hold()
    })
    await t.until(() => t.outputs.length === 1)
    expect(tableOf(t).records).toEqual([
      [0, 'record number 0', true],
      [1, 'record number 1', false],
      [2, 'record number 2', true],
    ])
    expect(t.errors).toEqual([])
  })

  it('[D5] are no longer sent once the table is removed', async () => {
    const page = new RawPage(
      hostOf(async () => {
        const table = put_datatable(records)
        on_event('x', () => table.remove())
        await hold()
      }),
    )
    page.connect()
    await turn()
    const commands = () => page.batches.flatMap((batch) => batch.commands)
    const inserts = () => commands().filter(({ type }) => type === 'rows-insert').length
    const sent = inserts()
    page.say(appEvent(1))
    for (let n = 1; n <= page.batches.length; n++) {
      page.say({ type: 'seen', n })
      await turn()
    }
    expect(commands().at(-1)).toMatchObject({ type: 'output-remove' })
    expect([sent > 0, inserts()]).toEqual([true, sent])
  })
})

describe('changes', () => {
  const run = async (change: () => void, options: Parameters<typeof put_datatable>[1] = {}) => {
    const t = await open_app(async () => {
      put_datatable(
        [
          { id: 1, in: { x: 'a' } },
          { id: 2, in: { x: 'b' } },
        ],
        { instance_id: 't', id_field: 'id', ...options },
      )
      change()
      await hold()
    })
    expect(t.errors).toEqual([])
    return tableOf(t).records
  }

  it.each<[string, () => void, unknown]>([
    ['all rows', () => datatable_update('t', [{ id: 9, in: { x: 'z' } }]), [[9, 'z']]],
    [
      'a row',
      () => datatable_update('t', { id: 2, more: 1 }, { row_id: 2 }),
      [
        [1, 'a'],
        [2, null],
      ],
    ],
    [
      'a field by its path',
      () => datatable_update('t', 'c', { row_id: 1, field: ['in', 'x'] }),
      [
        [1, 'c'],
        [2, 'b'],
      ],
    ],
    [
      'a missing row',
      () => datatable_update('t', 'c', { row_id: 7, field: ['in', 'x'] }),
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    [
      'a missing table',
      () => datatable_update('nobody', []),
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    [
      'one more record',
      () => datatable_insert('t', { id: 3 }),
      [
        [1, 'a'],
        [2, 'b'],
        [3, null],
      ],
    ],
    [
      'records before a row',
      () => datatable_insert('t', [{ id: 3 }, { id: 4 }], { row_id: 2 }),
      [
        [1, 'a'],
        [3, null],
        [4, null],
        [2, 'b'],
      ],
    ],
    [
      'records before a missing row',
      () => datatable_insert('t', { id: 3 }, { row_id: 'nobody' }),
      [
        [1, 'a'],
        [2, 'b'],
        [3, null],
      ],
    ],
    ['one row less', () => datatable_remove('t', 1), [[2, 'b']]],
    ['fewer rows, some of which are missing', () => datatable_remove('t', [2, 5, '1']), [[1, 'a']]],
  ])('%s', async (_, change, rows) => {
    expect(await run(change)).toEqual(rows)
  })

  it('a change to a field that the table does not show has no effect', async () => {
    const change = () => datatable_update('t', 'c', { row_id: 1, field: ['in', 'x'] })
    expect(await run(change, { column_order: ['id'] })).toEqual([[1], [2]])
  })

  it('rows without an id_field are numbered, and new ones continue from the highest number', async () => {
    const selected: RowId[] = []
    const t = await open_app(async () => {
      put_datatable([{ a: 'x' }, { a: 'y' }], { instance_id: 't', onselect: (row) => selected.push(row) })
      datatable_remove('t', 1)
      datatable_insert('t', { a: 'z' }, { row_id: 0 })
      await hold()
    })
    expect(tableOf(t).records).toEqual([['z'], ['x']])
    await fire(t, 'select', 2)
    await fire(t, 'select', 1)
    expect(selected).toEqual([2])
    expect(t.refusals.map(({ code }) => code)).toEqual(['no_such_row'])
  })

  it('the handle updates records, actions and appearance, and keeps the columns', async () => {
    const called: unknown[] = []
    const t = await open_app(async () => {
      put_datatable([{ a: 1 }], { actions: [['Old', (row) => called.push(['old', row])]] })
        .show()
        .update({
          records: [{ b: 1, a: 2 }],
          actions: [null, ['New', (row: RowId) => called.push(['new', row])]],
        })
        .update({ theme: 'material', height: '50vh' })
      await hold()
    })
    expect(tableOf(t)).toMatchObject({
      theme: 'material',
      height: '50vh',
      actions: [null, 'New'],
      records: [[2]],
    })
    await fire(t, 1, 0)
    await fire(t, 0, 0)
    expect(called).toEqual([['new', 0]])
  })
})

describe('selection', () => {
  it('actions and onselect get the id of the row', async () => {
    const called: unknown[] = []
    const t = await open_app(async () => {
      put_datatable(PEOPLE, {
        id_field: 'id',
        actions: [['Edit', (row) => called.push(['edit', row])], null],
        onselect: (row) => called.push(['select', row]),
      })
      await hold()
    })
    expect(tableOf(t)).toMatchObject({ select: 'single', actions: ['Edit', null] })
    await fire(t, 'select', 'a')
    await fire(t, 0, 'b')
    expect(called).toEqual([
      ['select', 'a'],
      ['edit', 'b'],
    ])
  })

  it('with several rows, they get the ids of all', async () => {
    const called: unknown[] = []
    const t = await open_app(async () => {
      put_datatable(PEOPLE, {
        id_field: 'id',
        multiple_select: true,
        actions: [['Delete', (rows) => called.push(rows)]],
      })
      await hold()
    })
    await fire(t, 0, ['a', 'b'])
    expect(called).toEqual([['a', 'b']])
  })

  it('without actions and onselect, no rows can be selected', async () => {
    expect(await shownBy(() => put_datatable(PEOPLE, { multiple_select: true }))).not.toHaveProperty('select')
  })

  it.each<[string, boolean, Json, string]>([
    ['a missing row', false, 'nobody', 'no_such_row'],
    ['a list if only one row can be selected', false, ['a'], 'bad_value'],
    ['an id of another type', false, { a: 1 }, 'bad_value'],
    ['nothing', false, null, 'bad_value'],
    ['a single id if several rows can be selected', true, 'a', 'bad_value'],
    ['no row of several', true, [], 'bad_value'],
    ['the same row twice', true, ['a', 'a'], 'bad_value'],
    ['a missing row among others', true, ['a', 'nobody'], 'no_such_row'],
  ])('a selection of %s is refused', async (_, multiple, value, code) => {
    const called = jest.fn()
    const t = await open_app(async () => {
      put_datatable(PEOPLE, { id_field: 'id', onselect: called, multiple_select: multiple as false })
      await hold()
    })
    await fire(t, 'select', value)
    expect(t.refusals.map((refusal) => refusal.code)).toEqual([code])
    expect(called).not.toHaveBeenCalled()
  })
})

describe('records whose id already exists', () => {
  const insertInto = (ids: readonly RowId[], more: readonly RowId[], rest: object = {}): Promise<string> =>
    inSession(() => {
      put_datatable(
        ids.map((id) => ({ id })),
        { id_field: 'id', instance_id: 't' },
      )
      return thrown(() =>
        datatable_insert(
          't',
          more.map((id) => ({ id })),
          rest,
        ),
      )
    })

  it.each<[readonly RowId[], readonly RowId[], string]>([
    [[1], [1, 2], '1'],
    [[1, 2, 3], [5, 3], '3'],
    [['a'], ['b', 'a'], '"a"'],
  ])('%j and then %j are refused as a whole', async (ids, more, id) => {
    expect(await insertInto(ids, more)).toBe(`RangeError: datatable_insert: there is a row ${id} already.`)
  })

  it('unlike records with different ids', async () => {
    expect(await insertInto([1], ['1', 2])).toBe('nothing')
  })
})

it('an id of the wrong type throws, and a missing row is logged', async () => {
  const warned: unknown[] = []
  const logger = { debug() {}, info() {}, warn: (line: unknown) => warned.push(line), error() {} }
  const errors = await inSession(
    () => {
      put_datatable([{ id: 1, v: 'a' }], { id_field: 'id', instance_id: 't' })
      datatable_update('t', 'x', { row_id: 7, field: 'v' })
      return [
        thrown(() => datatable_update('t', 'x', { row_id: '1', field: 'v' })),
        thrown(() => datatable_update('t', { id: '1' }, { row_id: '1' })),
        thrown(() => datatable_insert('t', { id: 2 }, { row_id: '1' })),
      ]
    },
    { logger },
  )
  const said = 'there is no row "1" (a string), but a row 1 (a number).'
  expect(errors).toEqual([
    `RangeError: datatable_update: ${said}`,
    `RangeError: datatable_update: ${said}`,
    `RangeError: datatable_insert: ${said}`,
  ])
  expect(warned).toEqual([
    '[webio] datatable_update: there is no row 7 in the table. It may have been removed.',
  ])
})

it('a refused update keeps the rows, and later updates work', async () => {
  const t = await open_app(async () => {
    put_datatable([{ a: 1 }, { a: 2 }], { instance_id: 't' })
    put_text(thrown(() => datatable_update('t', [{ a: 1n }])))
    datatable_insert('t', { a: 3 })
    await hold()
  })
  expect(t.text()).toContain('TypeError: datatable_update: records[0].a must be JSON')
  expect(tableOf(t).records).toEqual([[1], [2], [3]])
})

it('a data source without id_field has no row to select', async () => {
  const source = () => ({ rows: [], total: 0 })
  const message = /^RangeError: put_datatable: onselect and actions need id_field/
  for (const options of [{ onselect() {} }, { actions: [['Edit', () => {}] as const] }])
    expect(
      await inSession(() => thrown(() => put_datatable(source, { column_order: ['a'], ...options }))),
    ).toMatch(message)
})

describe('an impossible argument is refused at the call', () => {
  const bad =
    (...args: unknown[]) =>
    () =>
      put_datatable(...(args as Parameters<typeof put_datatable>))
  const onTable = (change: () => void) => () => {
    put_datatable([{ id: 1, a: 2 }], { instance_id: 't', id_field: 'id' })
    change()
  }
  const onSource = (change: () => void) => () => {
    put_datatable(() => ({ rows: [], total: 0 }), { instance_id: 't', column_order: ['a'] })
    change()
  }
  it.each<[string, () => unknown, string]>([
    ['records', bad('x'), 'TypeError: put_datatable: records must be an array of objects, not "x".'],
    ['a record', bad([{}, 1]), 'TypeError: put_datatable: records[1] must be a plain object, not 1.'],
    [
      'no columns',
      bad([]),
      'RangeError: put_datatable: the table has no columns; without records it needs column_order, which names the columns.',
    ],
    [
      'a value',
      bad([{ a: 1 }, { a: () => 1 }]),
      'TypeError: put_datatable: records[1].a must be JSON, not the function a.',
    ],
    [
      'id_field',
      bad([{ a: 1 }], { id_field: 3 }),
      'TypeError: put_datatable: id_field must be a key or an array of keys, not 3.',
    ],
    [
      'a missing id',
      bad([{ a: 1 }, { b: 1 }], { id_field: 'a' }),
      'TypeError: put_datatable: records[1].a must be a string or a number, since id_field says that it names the row, not undefined.',
    ],
    [
      'an id twice',
      bad([{ a: 1 }, { a: 1 }], { id_field: 'a' }),
      'RangeError: put_datatable: two records have the id 1.',
    ],
    [
      'an action',
      bad([{ a: 1 }], { actions: [['x']] }),
      'TypeError: put_datatable: actions[0] must be [label, function] or null, not an array of 1.',
    ],
    [
      'a theme',
      bad([{ a: 1 }], { theme: 'dark' }),
      'TypeError: put_datatable: theme must be one of "alpine", "alpine-dark", "balham", "balham-dark", "material", not "dark".',
    ],
    [
      'instance_id',
      bad([{ a: 1 }], { instance_id: 'a b' }),
      'RangeError: put_datatable: instance_id can only contain letters, digits, "-" and "_", not "a b".',
    ],
    [
      'column_order',
      bad([{ a: 1 }], { column_order: 5 }),
      'TypeError: put_datatable: column_order must be an array of keys, or an object, not 5.',
    ],
    [
      'a column twice',
      bad([{ a: 1 }], { column_order: ['a', 'a'] }),
      'RangeError: put_datatable: column_order has "a" twice.',
    ],
    [
      'an argument of a column',
      bad([{ a: 1 }], { column_args: { a: { headerName: 'A' } } }),
      'TypeError: put_datatable: column_args.a: there is no option "headerName". It takes header, type, width, minWidth, maxWidth, flex, hide, pinned, align, sortable, filterable, resizable, movable, sort, editable, options, validate, format.',
    ],
    [
      'a function',
      bad([{ a: 1 }], { column_args: { a: { format: () => 'x' } } }),
      'TypeError: put_datatable: column_args.a.format is a function, which cannot be sent to the page. Use format, or put the text into the records.',
    ],
    [
      'an argument of the grid',
      bad([{ a: 1 }], { grid_args: { pagination: true } }),
      'TypeError: put_datatable: grid_args: there is no option "pagination". It takes defaultColDef, rowHeight, search, csv.',
    ],
    [
      'a height',
      bad([{ a: 1 }], { height: 0 }),
      'RangeError: put_datatable: height must be more than 0, not 0.',
    ],
    [
      'a source without columns',
      bad(() => ({ rows: [], total: 0 })),
      'RangeError: put_datatable: the table has no columns; a data source needs column_order, which names the columns.',
    ],
    [
      'field without row_id',
      onTable(() => datatable_update('t', 1, { field: 'a' })),
      'TypeError: datatable_update: field needs row_id, the row that it is in.',
    ],
    [
      'a field that no record has',
      onTable(() => datatable_update('t', 1, { row_id: 1, field: 'z' })),
      'RangeError: datatable_update: there is no field "z". There are id, a.',
    ],
    [
      'another id',
      onTable(() => datatable_update('t', { id: 2 }, { row_id: 1 })),
      'RangeError: datatable_update: the id of row 1 cannot change.',
    ],
    [
      'another id as a field',
      onTable(() => datatable_update('t', 2, { row_id: 1, field: 'id' })),
      'RangeError: datatable_update: the id of row 1 cannot change.',
    ],
    [
      'a row that is not a record',
      onTable(() => datatable_update('t', [], { row_id: 1 })),
      'TypeError: datatable_update: data must be a record, a plain object, not an array of 0.',
    ],
    [
      'an existing id',
      onTable(() => datatable_insert('t', [{ id: 5 }, { id: 1 }])),
      'RangeError: datatable_insert: there is a row 1 already.',
    ],
    [
      'an id to remove',
      onTable(() => datatable_remove('t', [true as never])),
      'TypeError: datatable_remove: row_ids[0] must be a string or a number, not true.',
    ],
    [
      'a record for a source',
      onSource(() => datatable_insert('t', {})),
      'TypeError: datatable_insert: the table has a data source. Change what that reads, and call datatable_update with the source.',
    ],
    [
      'records for a source',
      onSource(() => datatable_update('t', [])),
      'TypeError: datatable_update: the table has a data source; its records must be a function, not an array of 0.',
    ],
  ])('%s', async (_, call, message) => {
    expect(await inSession(() => thrown(call))).toBe(message)
  })
})
