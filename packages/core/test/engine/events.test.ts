import { hold, input, on_event, put_button, put_text } from '../../src/index'
import { turn } from '../support/app'
import { appEvent, hostOf, RawPage } from '../support/raw-page'

const warnings: string[] = []
const quiet = (): void => {}
const logger = { debug: quiet, info: quiet, warn: (message: string) => warnings.push(message), error: quiet }

/** A page whose session records the numbers of handled events. */
function connected(): { page: RawPage; handled: unknown[] } {
  warnings.length = 0
  const handled: unknown[] = []
  const page = new RawPage(
    hostOf(
      () => {
        on_event('x', (data) => handled.push(data))
        put_text('hi')
      },
      { logger },
    ),
  )
  page.connect()
  return { page, handled }
}

it('[E2] handles events in order, and each at most once', async () => {
  const { page, handled } = connected()
  for (const n of [1, 2, 2, 1, 3]) page.say(appEvent(n))
  await turn()
  expect(handled).toEqual([1, 2, 3])
})

it('[E3] acknowledges handled events in a separate message, once per turn, and again if they are sent again', async () => {
  const { page } = connected()
  await turn()
  page.say(appEvent(1))
  page.say(appEvent(2))
  await turn()
  expect(page.replies).toEqual([{ type: 'handled', n: 2 }])
})

it('[B8] acknowledges them in a batch if one leaves in the same turn', async () => {
  const page = new RawPage(hostOf(() => on_event('x', () => put_text('heard'))))
  page.connect()
  await turn()
  page.say(appEvent(1))
  await turn()
  expect(page.batches.at(-1)).toMatchObject({ handled: 1, commands: [{ type: 'output-insert' }] })
  expect(page.replies).toEqual([])
})

it('[E3] the welcome tells a page that resumes which events were handled', async () => {
  const host = hostOf(() => on_event('x', () => {}))
  const page = new RawPage(host)
  page.connect()
  page.say(appEvent(1))
  page.drop()
  const again = new RawPage(host)
  again.connect(page.resume(0))
  expect(again.welcome.handled).toBe(1)
  again.say(appEvent(1))
  again.say(appEvent(2))
  await turn()
  expect(again.replies).toEqual([{ type: 'handled', n: 2 }])
})

it('[E2] a gap is reported, and the connection is closed; nothing after it is handled', async () => {
  const { page, handled } = connected()
  page.say(appEvent(2))
  expect([page.replies, page.isClosed]).toEqual([[{ type: 'goodbye', code: 'event_gap' }], true])
  await turn()
  expect(handled).toEqual([])
})

it('[E4] a refused event counts as handled, and is logged once per code', async () => {
  const { page, handled } = connected()
  const unknown = (n: number): object => ({
    type: 'event',
    n,
    seen: 0,
    event: { type: 'output-dismiss', output: 99 },
  })
  for (const n of [1, 2, 3]) page.say(unknown(n))
  page.say(appEvent(4))
  await turn()
  expect(page.replies.slice(0, 3)).toEqual(
    [1, 2, 3].map((n) => ({
      type: 'refused',
      n,
      code: 'no_such_output',
      message: 'output 99 is not on the page',
    })),
  )
  expect(handled).toEqual([4])
  expect(warnings).toEqual([
    '[webio] refused what a page sent: no_such_output (output 99 is not on the page). Further ones of this kind are not logged.',
  ])
})

it('[E5] a message that does not parse is refused, with the event’s number if it has one', async () => {
  const { page } = connected()
  page.say('nonsense')
  page.say({ type: 'event', n: 1, seen: 0, event: { type: 'x' } })
  expect(page.replies).toMatchObject([
    { type: 'refused', n: 0, code: 'bad_message' },
    { type: 'refused', n: 1, code: 'bad_message' },
  ])
})

it('[E4] [E5] an event that does not parse counts as handled: the page does not resend it forever', async () => {
  const { page, handled } = connected()
  await turn()
  page.say({ type: 'event', n: 1, seen: 0, event: { type: 'x' } })
  page.say(appEvent(2))
  await turn()
  expect([handled, page.isClosed]).toEqual([[2], false])
  expect(page.replies.at(-1)).toEqual({ type: 'handled', n: 2 })
})

it('[E5] more than 100 such messages close the connection; a new one starts at zero', async () => {
  const { page } = connected()
  for (let i = 0; i < 100; i++) page.say(i)
  expect(page.isClosed).toBe(false)
  page.say(null)
  expect([page.replies.at(-1), page.isClosed]).toEqual([{ type: 'goodbye', code: 'bad_message' }, true])
})

it('[B5] an acknowledgement of a batch that was never sent is a bad message', async () => {
  const { page } = connected()
  await turn()
  page.say({ type: 'seen', n: 99 })
  expect(page.replies.at(-1)).toEqual({
    type: 'refused',
    n: 0,
    code: 'bad_message',
    message: 'seen: batch 99 was never sent',
  })
})

it('refuses events for missing targets, or for targets that were not offered', async () => {
  const page = new RawPage(
    hostOf(() => {
      put_button('a', () => {}, { disabled: true })
      put_text('b')
      return hold()
    }),
  )
  page.connect()
  await turn()
  const ids = page.session.view.tree.nodes.get(0)?.children ?? []
  const events = [
    { type: 'callback-fire', output: ids[0], key: 0 },
    { type: 'callback-fire', output: ids[1], key: 'click' },
    { type: 'callback-fire', output: 99, key: 0 },
    { type: 'output-dismiss', output: ids[1] },
    { type: 'output-dismiss', output: 0 },
    { type: 'app-event', name: 'nobody', data: null },
    { type: 'form-cancel', form: ids[0] },
  ]
  events.forEach((event, i) => page.say({ type: 'event', n: i + 1, seen: 0, event }))
  expect(page.replies.flatMap((m) => (m.type === 'refused' ? [m.code] : []))).toEqual([
    'callback_disabled',
    'no_such_callback',
    'no_such_callback',
    'not_closable',
    'not_closable',
    'no_such_callback',
    'no_such_form',
  ])
})

it('section 9 of the protocol: one session, from its first message to its last', async () => {
  const page = new RawPage(
    hostOf(async () => {
      put_text('hi')
      put_text(`Hello ${await input('Name')}`)
    }),
  )
  page.connect()
  await turn()
  expect(page.heard.slice(1)).toEqual([
    {
      type: 'batch',
      n: 1,
      commands: [
        { type: 'output-insert', parent: 0, outputs: [{ id: 10, type: 'text', text: 'hi' }] },
        {
          type: 'form-open',
          form: { id: 11, label: 'Name', fields: [{ name: 'data', type: 'text' }], single: true },
        },
      ],
    },
  ])
  page.heard.length = 0
  page.say({
    type: 'event',
    n: 1,
    seen: 1,
    event: { type: 'form-submit', form: 11, values: { data: 'Bob' } },
  })
  await turn()
  expect(page.batches[0]).toMatchObject({ n: 2, handled: 1 })
  expect(page.batches.flatMap(({ commands }) => commands)).toEqual([
    { type: 'form-close', form: 11 },
    { type: 'output-insert', parent: 0, outputs: [{ id: 12, type: 'text', text: 'Hello Bob' }] },
    { type: 'session-close', reason: 'finished' },
  ])
  expect(page.isClosed).toBe(false)
  page.say({ type: 'seen', n: page.batches.at(-1)?.n })
  expect(page.isClosed).toBe(true)
})
