import { durableSessions } from '../../src/engine/host/durable-sessions'
import { UNKNOWN_INFO } from '../../src/engine/session-info'
import type { Sealer } from '../../src/engine/durable/sealer'
import { hold, input, input_group, PASSWORD, pin, put_input, put_text } from '../../src/index'
import { secretSealer } from '../../src/server/durable/secret-sealer'
import { hostOf, RawPage } from '../support/raw-page'
import type { JsonObject } from '../../src/protocol/json'
import { WatchedStore } from './watched-store'

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

/**
 * Enters the password into a pin, a watched field and a form.
 * @param records the number of records that the journal receives between its first and its last
 * @returns the journal, as text
 */
async function journalOf(sealer: Sealer | undefined, records: number): Promise<string> {
  const store = new WatchedStore()
  const page = new RawPage(hostOf(logIn, { durable: durableSessions({ store, owner: 'test', sealer }) }))
  expect(page.connect({}, UNKNOWN_INFO)).toBeNull()
  const commands = () => page.batches.flatMap((batch) => batch.commands)
  const form = () => commands().find((command) => command.type === 'form-open')?.form.id
  await page.until(() => form() !== undefined, 'the form')
  const output = commands().flatMap((one) => (one.type === 'output-insert' ? one.outputs : []))[0]
  const events: JsonObject[] = [
    { type: 'pin-change', output: typeof output === 'object' ? output.id : 0, value: SECRET },
    { type: 'form-change', form: form() ?? 0, field: 'password', value: SECRET },
    { type: 'form-submit', form: form() ?? 0, values: { name: 'ada', password: SECRET } },
  ]
  for (const [i, event] of events.entries()) page.say({ type: 'event', n: i + 1, seen: 0, event })
  await page.until(() => JSON.stringify(page.batches).includes(`Hello ada, ${SECRET}`), 'the greeting')
  await page.session.close('left')
  await store.until(() => store.of('close').length === 1, 'the end')
  expect(store.records).toHaveLength(records + 2)
  return JSON.stringify(store.records)
}

it('a journal holds no password of a form, a watched field or a pin in the clear', async () => {
  const text = await journalOf(undefined, 1)
  expect(text).not.toContain(SECRET)
  expect(text).toContain('"kind":"answer"')
})

it('with a secret, it contains them encrypted', async () => {
  const text = await journalOf(secretSealer('a long secret of the operator'), 3)
  expect(text).not.toContain(SECRET)
  expect(text.match(/"sealed":/g)).toHaveLength(3)
})
