import * as v from 'valibot'
import {
  clear,
  datatable_select,
  datatable_update,
  hold,
  popup,
  put_datatable,
  put_text,
  remove,
  sleep,
  use_scope,
} from '../../src/index'
import type { DatatableNode } from '../../src/protocol/output-spec'
import type { Json } from '../../src/protocol/json'
import type { OpenApp } from '../../src/testing/index'
import { open_app } from '../../src/testing/index'
import { FakeClock } from '../support/fake-clock'
import { inSession, thrown } from '../support/app'

type Shown = DatatableNode & { readonly records: readonly (readonly Json[])[] }
const tableOf = (t: OpenApp): Shown => t.outputs.find(({ type }) => type === 'datatable') as Shown

const PEOPLE = [
  { id: 'a', name: 'Ada', age: 36, status: 'ok', rank: { level: 1 } },
  { id: 'b', name: 'Alan', age: 41, status: 'error', rank: { level: 2 } },
]

describe('[D9] editable columns', () => {
  const edits: unknown[][] = []
  beforeEach(() => void (edits.length = 0))

  const opened = (): Promise<OpenApp> =>
    open_app(async () => {
      put_datatable(PEOPLE, {
        instance_id: 'people',
        id_field: 'id',
        column_args: {
          name: { editable: true, validate: (name: string | null) => (name ? null : 'A name is needed.') },
          age: { editable: true },
          status: { editable: true, options: ['ok', ['Failed', 'error'], { label: 'none', value: null }] },
          level: { editable: true, validate: v.pipe(v.number(), v.minValue(0), v.transform(Math.round)) },
        },
        onedit: async (...edit) => {
          edits.push(edit)
          await Promise.resolve()
          if (edit[2] === 'root') return 'Not this one.'
          if (edit[2] === 'boom') throw new Error('boom')
          return null
        },
      })
      await hold()
    })

  it('accept a person’s value that passes the rules and onedit', async () => {
    const t = await opened()
    expect(await t.edit('people', 'a', 'name', 'Grace')).toBeNull()
    expect(await t.edit('people', 'b', 'age', null)).toBeNull()
    expect(await t.edit('people', 'b', 'status', 'ok')).toBeNull()
    expect(await t.edit('people', 'b', 'rank.level', 2.6)).toBeNull()
    expect(edits).toEqual([
      ['a', 'name', 'Grace', 'Ada'],
      ['b', 'age', null, 41],
      ['b', 'status', 'ok', 'error'],
      ['b', 'rank.level', 3, 2],
    ])
    expect(tableOf(t).records).toEqual([
      ['a', 'Grace', 36, 'ok', 1],
      ['b', 'Alan', null, 'ok', 3],
    ])
  })

  it('are sent with the editable flag and their choices', async () => {
    const t = await opened()
    expect(tableOf(t).columns.map(({ editable, choices }) => choices ?? editable ?? false)).toEqual([
      false,
      true,
      true,
      [
        { label: 'ok', value: 'ok' },
        { label: 'Failed', value: 'error' },
        { label: 'none', value: null },
      ],
      true,
    ])
    expect(JSON.stringify(tableOf(t).columns)).not.toContain('validate')
  })

  it('keep their value if the edit is refused by the rule of the column, by onedit or by an error', async () => {
    const t = await opened()
    expect(await t.edit('people', 'a', 'name', '')).toBe('A name is needed.')
    expect(await t.edit('people', 'a', 'rank.level', -1)).toMatch(/Invalid value/)
    expect(await t.edit('people', 'a', 'name', 'root')).toBe('Not this one.')
    expect(await t.edit('people', 'a', 'name', 'boom')).toBe('An internal error occurred in the application')
    expect(tableOf(t).records[0]).toEqual(['a', 'Ada', 36, 'ok', 1])
    expect([t.errors.map(String), edits.length]).toEqual([['Error: boom'], 2])
  })

  it.each<[string, string, string, Json]>([
    ['bad_value', 'a', 'id', 'x'],
    ['bad_value', 'a', 'age', 'x'],
    ['bad_value', 'a', 'name', 1],
    ['bad_value', 'a', 'name', true],
    ['bad_value', 'a', 'status', 'other'],
    ['no_such_row', 'x', 'name', 'x'],
  ])('an invalid edit of a page is refused with %s', async (code, row, field, value) => {
    const t = await opened()
    await expect(t.edit('people', row, field, value as string)).rejects.toThrow(code)
    expect([edits, tableOf(t).records[0]?.[1]]).toEqual([[], 'Ada'])
  })

  it('are edited one after another, in order', async () => {
    const clock = new FakeClock()
    const order: string[] = []
    const t = await open_app(
      async () => {
        put_datatable(PEOPLE, {
          instance_id: 'people',
          column_args: { name: { editable: true } },
          onedit: async (_row, _field, value, previous) => {
            await sleep(value === 'slow' ? 5 : 0)
            order.push(`${String(previous)} to ${String(value)}`)
          },
        })
      },
      { clock },
    )
    const timePasses = setInterval(() => clock.advance(1), 1)
    try {
      const slow = t.edit('people', 0, 'name', 'slow')
      const fast = t.edit('people', 0, 'name', 'fast')
      expect([await slow, await fast, order]).toEqual([null, null, ['Ada to slow', 'slow to fast']])
    } finally {
      clearInterval(timePasses)
    }
  })

  it('refuse an edit that is in transit while the table is removed', async () => {
    const t = await opened()
    const { id: output } = tableOf(t)
    await t.session.tasks.run('external', () => clear())
    t.page.send({ type: 'cell-edit', output, row: 'a', column: 1, value: 'Grace' })
    await t.settle()
    expect(t.refusals.map(({ code }) => code)).toEqual(['no_such_output'])
    expect(edits).toEqual([])
  })

  it('of a source are read again after an edit', async () => {
    const rows = [{ name: 'Ada' }]
    const t = await open_app(() => {
      put_datatable(() => ({ rows, total: 1 }), {
        instance_id: 'people',
        column_order: ['name'],
        column_args: { name: { editable: true } },
        onedit: (_row, _field, value) => void (rows[0] = { name: String(value) }),
      })
    })
    const { id } = tableOf(t)
    t.page.send({ type: 'rows-request', output: id, offset: 0, limit: 1, query: { sort: [], filter: [] } })
    await t.until(() => t.transients.length > 0)
    expect(await t.edit('people', 0, 'name', 'Grace')).toBeNull()
    expect([tableOf(t).source, rows]).toEqual([2, [{ name: 'Grace' }]])
  })

  it.each<[string, () => unknown]>([
    [
      'RangeError: put_datatable: the field id names the rows, and cannot be editable.',
      () => put_datatable(PEOPLE, { id_field: 'id', column_args: { id: { editable: true } } }),
    ],
    [
      'TypeError: put_datatable: column_args.name.options: a value must be a text, a number, a boolean or null, not a plain object.',
      () =>
        put_datatable(PEOPLE, { column_args: { name: { options: [{ label: 'a', value: {} as never }] } } }),
    ],
    [
      'TypeError: put_datatable: column_args.name: validate must be a function or a Standard Schema, not 1.',
      () => put_datatable(PEOPLE, { column_args: { name: { validate: 1 as never } } }),
    ],
  ])('%s', async (message, call) => {
    expect(await inSession(() => thrown(call))).toBe(message)
  })
})

describe('[D10] classes of rows and cells', () => {
  const marksOf = (t: OpenApp): Json[] => {
    const { id, columns } = tableOf(t)
    const rows = t.tree.rows.get(id)
    return rows?.order.map((slot) => rows.column(columns.length)[slot] ?? null) ?? []
  }

  it('by value, and follow the values', async () => {
    const t = await open_app(async () => {
      put_datatable(PEOPLE, {
        instance_id: 'people',
        id_field: 'id',
        column_order: ['name', 'status'],
        column_args: { status: { editable: true } },
        row_class: { status: { error: 'danger' }, 'rank.level': { 2: 'top' } },
        cell_class: { status: { error: 'danger', ok: 'success' } },
      })
      await hold()
    })
    expect(marksOf(t)).toEqual([{ cells: { 1: 'success' } }, { row: 'danger top', cells: { 1: 'danger' } }])
    await t.edit('people', 'b', 'status', 'ok')
    expect(marksOf(t)[1]).toEqual({ row: 'top', cells: { 1: 'success' } })
    await t.reload()
    expect(marksOf(t)[1]).toEqual({ row: 'top', cells: { 1: 'success' } })
    await t.session.tasks.run('external', () => {
      datatable_update('people', 1, { row_id: 'b', field: ['rank', 'level'] })
      datatable_update('people', { id: 'a', name: 'Ada', status: 'error' }, { row_id: 'a' })
    })
    await t.settle()
    expect(marksOf(t)).toEqual([{ row: 'danger', cells: { 1: 'danger' } }, { cells: { 1: 'success' } }])
  })

  it('by functions of the record', async () => {
    const t = await open_app(async () => {
      put_datatable(PEOPLE, {
        row_class: ({ age }) => (Number(age) > 40 ? 'old' : null),
        cell_class: (value, field, { name }) => (field === 'name' && value === name ? 'name' : undefined),
      })
      await hold()
    })
    expect(marksOf(t)).toEqual([{ cells: { 1: 'name' } }, { row: 'old', cells: { 1: 'name' } }])
  })

  it.each<[string, () => unknown]>([
    [
      'TypeError: put_datatable: row_class must be a function, or classes by value such as { status: { error: \'danger\' } }, not "x".',
      () => put_datatable(PEOPLE, { row_class: 'x' as never }),
    ],
    [
      'TypeError: put_datatable: row_class must return a class (a string) or null, not 5.',
      () => put_datatable(PEOPLE, { row_class: () => 5 as never }),
    ],
  ])('%s', async (message, call) => {
    expect(await inSession(() => thrown(call))).toBe(message)
  })
})

describe('datatable_select', () => {
  it('returns the chosen record, and disappears', async () => {
    const t = await open_app(async () => {
      const chosen = await datatable_select(PEOPLE, { label: 'Who?', id_field: 'id', column_order: ['name'] })
      put_text(chosen === PEOPLE[1], chosen.age)
      await hold()
    })
    expect(t.text()).toContain('Who?\nName\nAda\nAlan')
    await t.action('Select', 'b')
    expect(t.text()).toBe('true 41')
  })

  it('is as high as its parts: the height of the table does not apply to the label and the button', async () => {
    const t = await open_app(() => datatable_select(PEOPLE, { label: 'Who?', cancelable: true }))
    expect(t.outputs.find(({ type }) => type === 'column')).toMatchObject({ size: 'auto auto auto' })
  })

  it('returns several, or null if it is cancelled', async () => {
    const t = await open_app(async () => {
      const options = { multiple: true, cancelable: true, submit: 'Take' } as const
      const some = await datatable_select(PEOPLE, options)
      put_text(some?.map(({ name }) => name))
      put_text(String(await datatable_select(PEOPLE, options)))
      await hold()
    })
    await t.action('Take', [1, 0])
    expect(t.text()).toContain('["Alan","Ada"]')
    await t.click('Cancel')
    expect(t.text()).toBe('["Alan","Ada"]\nnull')
  })

  it('reads from a source', async () => {
    const t = await open_app(async () => {
      const chosen = await datatable_select<{ name: string }>(() => ({ rows: PEOPLE, total: 2 }), {
        column_order: ['name'],
        id_field: 'id',
      })
      put_text(chosen.name)
      await hold()
    })
    const { id } = tableOf(t)
    t.page.send({ type: 'rows-request', output: id, offset: 0, limit: 2, query: { sort: [], filter: [] } })
    await t.until(() => t.transients.length > 0)
    await t.action('Select', 'b')
    expect(t.text()).toBe('Alan')
  })

  it('is withdrawn by its signal, its timeout, its scope and the end of the session', async () => {
    const clock = new FakeClock()
    const stop = new AbortController()
    const ends: unknown[] = []
    const told = (error: { name: string; reason?: string }): void =>
      void ends.push(error.reason ?? error.name)
    const t = await open_app(
      async () => {
        await datatable_select(PEOPLE, { signal: stop.signal }).catch(told)
        await datatable_select(PEOPLE, { signal: stop.signal }).catch(told)
        await datatable_select(PEOPLE, { timeout: 5 }).catch(told)
        const asked = use_scope('s', () => datatable_select(PEOPLE))
        remove('s')
        await asked.catch(told)
        await popup('Who?', () => datatable_select(PEOPLE)).catch(told)
        await datatable_select(PEOPLE).catch(told)
      },
      { clock },
    )
    stop.abort()
    await t.settle()
    clock.advance(5)
    await t.until(() => t.popup !== null)
    await t.dismiss()
    await t.close()
    await t.settle()
    expect(ends).toEqual(['signal', 'signal', 'timeout', 'scope', 'scope', 'SessionClosedException'])
    expect(clock.waiting).toBe(0)
  })

  it('refuses the same arguments as put_datatable, and then shows nothing', async () => {
    const t = await open_app(async () => {
      put_text(thrown(() => datatable_select([{ a: 1 }], { theme: 'x' as never })))
      put_text(thrown(() => datatable_select([{ a: 1 }], { multiple: 1 as never })))
      await hold()
    })
    expect(t.text()).toMatch(
      /^TypeError: put_datatable: theme must be one of .*\nTypeError: datatable_select: multiple must be true or false, not 1\.$/,
    )
  })
})
