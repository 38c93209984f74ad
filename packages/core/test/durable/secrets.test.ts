import { durableSessions } from '../../src/engine/host/durable-sessions'
import { MemoryJournalStore } from '../../src/engine/durable/memory-journal-store'
import { UNKNOWN_INFO } from '../../src/engine/session-info'
import type { Sealer } from '../../src/engine/durable/sealer'
import { hold, input, input_group, PASSWORD, pin, put_input, put_text } from '../../src/index'
import { secretSealer } from '../../src/server/durable/secret-sealer'
import { hostOf, RawPage } from '../support/raw-page'
import { turn } from '../support/app'
import type { JsonObject } from '../../src/protocol/json'

const SECRET = 'hunter2'

async function logIn(): Promise<void> {
  put_input('key', { type: PASSWORD })
  const { name } = await input_group('Log in', [
    input('Name', { name: 'name' }),
    input('Password', { name: 'password', type: PASSWORD, onchange: () => {} }),
  ])
  put_text(`Hello ${name}, ${String(await pin['key'])}`)
  await hold()
}

/** Everything that a store has of a session, as text. */
async function textOf(store: MemoryJournalStore, id: string): Promise<string> {
  const entries: unknown[] = []
  for await (const entry of store.load(id)) entries.push(entry)
  return JSON.stringify(entries)
}

/** A page that enters the password in every way there is, and what the journal has of it. */
async function journalOf(sealer: Sealer | undefined): Promise<{ text: string; entries: number }> {
  const store = new MemoryJournalStore()
  const page = new RawPage(hostOf(logIn, { durable: durableSessions({ store, owner: 'test', sealer }) }))
  expect(page.connect({}, UNKNOWN_INFO)).toBeNull()
  await turn()
  const nodes = page.batches.flatMap(({ commands }) => commands)
  const form = nodes.find((command) => command.type === 'form-open')
  const output = nodes.flatMap((command) => (command.type === 'output-insert' ? command.outputs : []))[0]
  const ids = { form: form?.form.id ?? 0, output: typeof output === 'object' ? output.id : 0 }
  const events: JsonObject[] = [
    { type: 'pin-change', output: ids.output, value: SECRET },
    { type: 'form-change', form: ids.form, field: 'password', value: SECRET },
    { type: 'form-submit', form: ids.form, values: { name: 'ada', password: SECRET } },
  ]
  for (const [i, event] of events.entries()) {
    page.say({ type: 'event', n: i + 1, seen: 0, event })
    await turn()
  }
  for (let i = 0; i < 100 && !JSON.stringify(page.batches).includes('Hello ada'); i++) await turn()
  expect(JSON.stringify(page.batches)).toContain(`Hello ada, ${SECRET}`)
  const text = await textOf(store, page.session.id)
  return { text, entries: text.split('"kind":"').length - 1 }
}

it('a journal holds no password in the clear: of a form, of a watched field, of a pin', async () => {
  const { text, entries } = await journalOf(undefined)
  expect(text).not.toContain(SECRET)
  expect(text).toContain('"kind":"answer"')
  expect(entries).toBeGreaterThanOrEqual(2)
})

it('with a secret they are in it, sealed', async () => {
  const { text } = await journalOf(secretSealer('a long secret of the operator'))
  expect(text).not.toContain(SECRET)
  expect(text.match(/"sealed":/g)).toHaveLength(3)
})
