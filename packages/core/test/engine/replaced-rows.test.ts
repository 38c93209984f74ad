import { datatable_update, hold, on_event, put_datatable } from '../../src/index'
import { turn } from '../support/app'
import { hostOf, RawPage } from '../support/raw-page'

/** A page with a table whose rows have numbers or ids. The page has acknowledged the first batch. */
async function shown(options: {
  id_field?: string
}): Promise<{ page: RawPage; table: number; selected: unknown[] }> {
  const selected: unknown[] = []
  const page = new RawPage(
    hostOf(async () => {
      put_datatable([{ id: 0, name: 'Ada' }], {
        ...options,
        instance_id: 't',
        onselect: (row) => selected.push(row),
      })
      on_event('replace', () => datatable_update('t', [{ id: 0, name: 'Bob' }]))
      await hold()
    }),
  )
  page.connect()
  await turn()
  const table = [...page.session.view.tree.nodes].find(
    ([, { spec }]) => spec.type === 'datatable',
  )?.[0] as number
  return { page, table, selected }
}

const refusals = ({ heard }: RawPage): string[] =>
  heard.flatMap((one) => (one.type === 'refused' ? [`${one.n} ${one.code}`] : []))

describe('[D8] a click that is in transit while all rows are replaced', () => {
  const click = (output: number) => ({ type: 'callback-fire', output, key: 'select', value: 0 }) as const
  const replace = { type: 'app-event', name: 'replace', data: null } as const

  it('is refused if rows are numbered: the number now means another row', async () => {
    const { page, table, selected } = await shown({})
    const seen = page.batches.at(-1)?.n ?? 0
    page.say({ type: 'event', n: 1, seen, event: replace })
    await turn()
    page.say({ type: 'event', n: 2, seen, event: click(table) })
    await turn()
    expect(refusals(page)).toEqual(['2 no_such_row'])
    expect(selected).toEqual([])
    page.say({ type: 'event', n: 3, seen: page.batches.at(-1)?.n ?? 0, event: click(table) })
    await turn()
    expect(selected).toEqual([0])
  })

  it('counts if rows have their own ids', async () => {
    const { page, table, selected } = await shown({ id_field: 'id' })
    const seen = page.batches.at(-1)?.n ?? 0
    page.say({ type: 'event', n: 1, seen, event: replace })
    await turn()
    page.say({ type: 'event', n: 2, seen, event: click(table) })
    await turn()
    expect(selected).toEqual([0])
  })
})
