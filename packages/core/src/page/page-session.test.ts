import { shape } from '../../test/support/tree'
import type { Command, TransientCommand } from '../protocol/commands'
import type { NodeSpec } from '../protocol/output-spec'
import type { Handshake, PageMessage, ServerMessage } from '../protocol/wire-messages'
import type { PageSessionOptions } from './page-session'
import { PageSession } from './page-session'
import type { PageTransportListener } from './page-transport'

const node = (id: number): NodeSpec => ({ id, type: 'text', text: `t${id}` })
const show = (...ids: number[]): Command => ({ type: 'output-insert', parent: 0, outputs: ids.map(node) })
const event = { type: 'app-event', name: 'x', data: 1 } as const
const ticket = { session: 's', secret: 'k' }
const CLOSE: Command = { type: 'session-close', reason: 'finished' }

/** A page whose server is the test itself. */
class Rig {
  readonly log: string[] = []
  readonly sent: PageMessage[] = []
  readonly transients: TransientCommand[] = []
  readonly page: PageSession
  server!: PageTransportListener
  handshake!: () => Handshake

  constructor(options: Partial<PageSessionOptions> = {}) {
    this.page = new PageSession({
      app: 'index',
      onTransient: (command) => this.transients.push(command),
      connect: (handshake, listener) => {
        this.handshake = handshake
        this.server = listener
        return {
          send: (message) => this.sent.push(message),
          reconnect: () => this.log.push('reconnect'),
          close: () => this.log.push('close'),
        }
      },
      ...options,
    })
    this.page.start()
  }

  welcome(handled = 0, resumed = false, durable = false): this {
    const more = durable ? { durable } : {}
    this.server.message({ type: 'welcome', session: 's', secret: 'k', resumed, handled, ...more })
    return this
  }

  batch(n: number, commands: Command[], more: { handled?: number; reset?: boolean } = {}): this {
    this.server.message({ type: 'batch', n, commands, ...more })
    return this
  }

  say(message: ServerMessage): this {
    this.server.message(message)
    return this
  }
}

/** Resolves after every zero-delay timer that was set before. */
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

it('[H4] connects with app, params and auth, and is open with the first welcome', () => {
  const r = new Rig({ params: { a: 1 }, auth: () => 'token' })
  expect(r.handshake()).toEqual({ protocol: 1, app: 'index', params: { a: 1 }, auth: 'token' })
  expect([r.page.status, r.page.ticket]).toEqual(['connecting', null])
  r.welcome()
  expect([r.page.status, r.page.ticket]).toEqual(['open', ticket])
})

it('[B3] applies batches in order, ignores repeated ones, and resumes after a gap', () => {
  const r = new Rig()
    .welcome()
    .batch(1, [show(10)])
    .batch(1, [show(11)])
  expect(shape(r.page.tree)).toBe('0[10]')
  r.batch(3, [show(12)])
  expect([shape(r.page.tree), r.log]).toEqual(['0[10]', ['reconnect']])
  expect(r.handshake().resume).toMatchObject({ ...ticket, seen: 1 })
})

it('[B4] a reset empties the tree and may skip numbers; earlier batches are still ignored', () => {
  const r = new Rig()
    .welcome()
    .batch(1, [show(10)])
    .batch(7, [show(11)], { reset: true })
    .batch(8, [show(12)])
  expect(shape(r.page.tree)).toBe('0[11 12]')
  r.batch(7, [show(13)], { reset: true })
  expect([shape(r.page.tree), r.log]).toEqual(['0[11 12]', []])
})

it('[B5] acknowledges what it has applied once, after everything that arrived together', async () => {
  const r = new Rig()
    .welcome()
    .batch(1, [show(10)])
    .batch(2, [show(11)])
  await soon()
  r.batch(2, [])
  await soon()
  expect(r.sent).toEqual([{ type: 'seen', n: 2 }])
})

it('[B5] acknowledges with the event that it sends, and not a second time', async () => {
  const r = new Rig().welcome().batch(1, [show(10)])
  r.page.send(event)
  await soon()
  expect(r.sent).toEqual([{ type: 'event', n: 1, seen: 1, event }])
})

it('[B5] does not acknowledge batches before they are applied', async () => {
  const work: (() => void)[] = []
  const r = new Rig({ schedule: (one) => (work.push(one), () => {}) }).welcome().batch(1, [show(10)])
  r.page.send(event)
  await soon()
  expect(r.sent).toEqual([{ type: 'event', n: 1, seen: 0, event }])
  work.splice(0).forEach((one) => one())
  await soon()
  expect(r.sent[1]).toEqual({ type: 'seen', n: 1 })
})

it('[E1] numbers events from 1, and keeps those sent before the welcome', () => {
  const r = new Rig()
  expect([r.page.send(event), r.page.send(event)]).toEqual([1, 2])
  expect(r.sent).toEqual([])
  r.welcome()
  expect(r.sent.map((m) => m.type === 'event' && m.n)).toEqual([1, 2])
})

it('[E1] continues from the session’s number after a reload', () => {
  const r = new Rig({ ticket }).welcome(5, true)
  expect(r.page.send(event)).toBe(6)
})

it('[R4] [E1] loses no event that was sent before the welcome of a reload', () => {
  const r = new Rig({ ticket })
  r.page.send(event)
  r.welcome(5, true)
  expect(r.sent).toEqual([{ type: 'event', n: 6, seen: 0, event }])
  expect([r.page.isPending(6), r.page.send(event)]).toEqual([true, 7])
})

it('[E3] keeps events until they are handled, as a batch or a separate message says, and resends the rest after a resume', () => {
  const r = new Rig().welcome()
  for (let i = 0; i < 4; i++) r.page.send(event)
  r.batch(1, [], { handled: 1 }).say({ type: 'handled', n: 2 })
  expect([1, 2, 3, 4].map((n) => r.page.isPending(n))).toEqual([false, false, true, true])
  r.server.disconnected()
  expect(r.page.status).toBe('reconnecting')
  expect(r.page.send(event)).toBe(5)
  r.sent.length = 0
  r.welcome(3, true)
  expect(r.sent.map((m) => m.type === 'event' && m.n)).toEqual([4, 5])
  expect(r.page.status).toBe('open')
})

describe('[R7] [R8] a server that stops', () => {
  const states = ({ page }: Rig): unknown[] => [page.status, page.isServerRestarting]

  it('notifies the page, which waits for the next server with all unhandled events', () => {
    const r = new Rig().welcome(0, false, true)
    r.page.send(event)
    r.say({ type: 'moved' })
    expect(states(r)).toEqual(['open', false])
    r.server.disconnected()
    expect(states(r)).toEqual(['reconnecting', true])
    r.server.disconnected({ reason: 'Bad gateway' })
    expect(states(r)).toEqual(['reconnecting', true])
    r.sent.length = 0
    r.welcome(0, true, true)
    expect(states(r)).toEqual(['open', false])
    expect(r.sent).toEqual([{ type: 'event', n: 1, seen: 0, event, target: expect.any(Number) as number }])
    r.server.disconnected()
    expect(states(r)).toEqual(['reconnecting', false])
  })

  it.each([
    [true, true, true],
    [true, false, false],
    [false, true, false],
  ])('is killed: durable %p, closed by it %p', (durable, isByServer, isRestarting) => {
    const r = new Rig().welcome(0, false, durable)
    r.server.disconnected({ isByServer })
    r.server.disconnected()
    expect(states(r)).toEqual(['reconnecting', isRestarting])
  })
})

it('[R2] resumes after the last received batch, even if it is not applied yet', () => {
  const r = new Rig({ schedule: () => () => {} })
    .welcome()
    .batch(1, [show(10)])
    .batch(2, [show(11)])
  expect(r.handshake().resume?.seen).toBe(2)
  r.page.flush()
  expect(shape(r.page.tree)).toBe('0[10 11]')
})

it('[H6] a goodbye ends the page permanently', () => {
  const r = new Rig().welcome().say({ type: 'goodbye', code: 'taken_over' })
  expect([r.page.status, r.page.failure, r.log]).toEqual(['closed', 'taken_over', ['close']])
  r.server.disconnected()
  r.welcome().batch(1, [show(10)])
  expect([r.page.status, shape(r.page.tree), r.page.send(event)]).toEqual(['closed', '0', 0])
})

it('[H10] names itself in its handshakes, and numbers them', () => {
  const [one, other] = [new Rig({ ticket }), new Rig({ ticket })]
  const [first, second] = [one.handshake().resume, one.handshake().resume]
  expect([first?.attempt, second?.attempt]).toEqual([1, 2])
  expect(first?.page).toMatch(/^\w{5,}$/)
  expect(second?.page).toBe(first?.page)
  expect(other.handshake().resume?.page).not.toBe(first?.page)
})

it('[E2] a goodbye because of a gap makes it resume', () => {
  const r = new Rig().welcome().say({ type: 'goodbye', code: 'event_gap' })
  expect([r.page.status, r.page.failure, r.log]).toEqual(['open', null, ['reconnect']])
})

it('silently starts a new session if the one of its ticket is gone', () => {
  const r = new Rig({ ticket })
  expect(r.handshake().resume).toMatchObject({ ...ticket, seen: 0 })
  r.server.refused('session_gone')
  expect([r.log, r.page.status, r.handshake().resume]).toEqual([['reconnect'], 'connecting', undefined])
  r.welcome()
  expect(r.page.status).toBe('open')
})

it.each([
  'version_mismatch',
  'bad_handshake',
  'app_not_found',
  'unauthorized',
  'server_full',
  'session_gone',
  'session_lost',
] as const)('[H2] is closed when it is refused with %s', (code) => {
  const r = new Rig()
  let told = 0
  r.page.subscribe('page', () => told++)
  r.server.refused(code)
  expect([r.page.status, r.page.failure, r.log]).toEqual(['closed', code, ['close']])
  expect(told).toBeGreaterThan(0)
})

it('[R9] reports a session that could not be continued, even after a reload', () => {
  const r = new Rig({ ticket })
  r.server.refused('session_lost')
  expect([r.page.status, r.page.failure]).toEqual(['closed', 'session_lost'])
})

it('is closed if a session that it has shown is gone', () => {
  const r = new Rig().welcome()
  r.server.disconnected()
  r.server.refused('session_gone')
  expect([r.page.status, r.page.failure]).toEqual(['closed', 'session_gone'])
})

it('ends with the session once everything before the end is applied, and acknowledges the end', () => {
  const work: (() => void)[] = []
  const schedule = (one: () => void) => (work.push(one), () => {})
  const r = new Rig({ schedule, nodesPerRun: () => 1 }).welcome().batch(1, [show(10), show(11), CLOSE])
  work.shift()?.()
  expect([shape(r.page.tree), r.page.status]).toEqual(['0[10]', 'open'])
  work.shift()?.()
  work.shift()?.()
  expect([shape(r.page.tree), r.page.status, r.page.failure]).toEqual(['0[10 11]', 'closed', null])
  expect(r.sent).toEqual([{ type: 'seen', n: 1 }])
})

it('leave notifies the session and closes; detach closes silently', () => {
  const left = new Rig().welcome()
  left.page.leave()
  left.page.leave()
  expect([left.sent, left.log, left.page.status]).toEqual([[{ type: 'leave' }], ['close'], 'closed'])
  const detached = new Rig().welcome()
  detached.page.detach()
  expect([detached.sent, detached.log, detached.page.status]).toEqual([[], ['close'], 'closed'])
})

describe('leave before the welcome', () => {
  it('keeps the connection until the session that has started can be told', () => {
    const r = new Rig()
    r.handshake()
    r.page.leave()
    expect([r.page.status, r.sent, r.log]).toEqual(['closed', [], []])
    r.welcome().batch(1, [show(10)])
    expect([r.page.status, r.sent, r.log]).toEqual(['closed', [{ type: 'leave' }], ['close']])
    expect(shape(r.page.tree)).toBe('0')
  })

  it('ends a session that is being resumed', () => {
    const r = new Rig().welcome()
    r.server.disconnected()
    r.handshake()
    r.page.leave()
    r.welcome(0, true)
    expect([r.sent, r.log]).toEqual([[{ type: 'leave' }], ['close']])
  })

  it.each<[string, (server: PageTransportListener) => void]>([
    ['it is refused', (server) => server.refused('unauthorized')],
    ['the connection is lost', (server) => server.disconnected()],
  ])('closes the connection if %s', (_, end) => {
    const r = new Rig()
    r.handshake()
    r.page.leave()
    end(r.server)
    expect([r.page.status, r.page.failure, r.sent, r.log]).toEqual(['closed', null, [], ['close']])
  })

  it.each<[string, (r: Rig) => void]>([
    ['no handshake has been sent', () => {}],
    ['the connection was lost after the handshake', (r) => (r.handshake(), r.server.disconnected())],
  ])('closes the connection at once if %s', (_, before) => {
    const r = new Rig()
    before(r)
    r.page.leave()
    expect([r.page.status, r.sent, r.log]).toEqual(['closed', [], ['close']])
  })
})

describe('slices', () => {
  it('adds no more nodes in one run than allowed, and continues in the next', () => {
    const work: (() => void)[] = []
    const schedule = (one: () => void) => (work.push(one), () => {})
    const r = new Rig({ schedule, nodesPerRun: () => 2 }).welcome()
    r.batch(1, [show(10), show(11), show(12)]).batch(2, [show(13)])
    const shapes: string[] = []
    while (work.length > 0) {
      work.shift()?.()
      shapes.push(shape(r.page.tree))
    }
    expect(shapes).toEqual(['0[10 11]', '0[10 11 12 13]'])
  })

  it('[B4] splits a snapshot if the page is empty, and otherwise replaces the outputs in one step', () => {
    const work: (() => void)[] = []
    const schedule = (one: () => void) => (work.push(one), () => {})
    const r = new Rig({ schedule, nodesPerRun: () => 2 }).welcome()
    const shapes: string[] = []
    for (const [n, id] of [
      [4, 10],
      [9, 20],
    ] as const) {
      r.batch(n, [show(id), show(id + 1), show(id + 2)], { reset: true })
      while (work.length > 0) {
        work.shift()?.()
        shapes.push(shape(r.page.tree))
      }
    }
    expect(shapes).toEqual(['0[10 11]', '0[10 11 12]', '0[20 21 22]'])
  })

  it('makes progress even with a limit of 0', () => {
    const work: (() => void)[] = []
    const schedule = (one: () => void) => (work.push(one), () => {})
    const r = new Rig({ schedule, nodesPerRun: () => 0 }).welcome().batch(1, [show(10)])
    work.shift()?.()
    expect(shape(r.page.tree)).toBe('0[10]')
  })
})

describe('transient commands', () => {
  const emit = (data: number): TransientCommand => ({ type: 'app-event', name: 'e', data })

  it('are executed in order, after the other commands of their batch are in the tree and reported', () => {
    const log: string[] = []
    const r = new Rig({ onTransient: () => log.push(`transient: ${shape(r.page.tree)}`) })
    r.page.subscribe(0, () => log.push(`told: ${shape(r.page.tree)}`))
    r.welcome().batch(1, [emit(1), show(10)])
    expect(log).toEqual(['told: 0[10]', 'transient: 0[10]'])
  })

  it('[B9] are executed after their batch has been acknowledged, because one may make the browser leave the page', () => {
    const log: unknown[] = []
    const r = new Rig({ onTransient: () => log.push(...r.sent) })
    r.welcome().batch(1, [emit(1), show(10)])
    expect([log, r.sent]).toEqual([[{ type: 'seen', n: 1 }], [{ type: 'seen', n: 1 }]])
  })

  it('[B9] wait for a batch that takes several frames to apply', () => {
    const frames: (() => void)[] = []
    const r = new Rig({
      schedule: (work) => (frames.push(work), () => {}),
      nodesPerRun: () => 2,
    })
    r.welcome().batch(1, [show(10), emit(1), show(11), show(12)])
    frames.shift()?.()
    expect([shape(r.page.tree), r.transients]).toEqual(['0[10 11]', []])
    frames.shift()?.()
    expect([shape(r.page.tree), r.transients]).toEqual(['0[10 11 12]', [emit(1)]])
  })

  it('[R3] are not executed again after a resume', () => {
    const r = new Rig().welcome().batch(1, [emit(1), emit(2)])
    r.server.disconnected()
    r.welcome()
      .batch(1, [emit(1), emit(2)])
      .batch(2, [emit(3)])
    expect(r.transients).toEqual([emit(1), emit(2), emit(3)])
  })
})

describe('subscribe', () => {
  it('reports each topic once per run, no matter how often it changed', () => {
    const r = new Rig().welcome()
    const told: string[] = []
    for (const topic of [0, 10, 'forms', 'form:20', 'form:21', 'page'])
      r.page.subscribe(topic, () => told.push(String(topic)))
    r.batch(1, [
      show(10),
      show(11),
      { type: 'output-update', output: 10, set: { text: 'x' } },
      { type: 'form-open', form: { id: 20, fields: [] } },
      { type: 'env-set', set: { title: 'x' } },
    ])
    expect(told.sort()).toEqual(['0', '10', 'form:20', 'forms', 'page'].sort())
  })

  it('calls a listener of several topics once per run, and not after it was removed', () => {
    const r = new Rig().welcome().batch(1, [show(10, 11)])
    const told: string[] = []
    const both = (): void => void told.push('both')
    for (const id of [10, 11]) r.page.subscribe(id, both)
    const stop = r.page.subscribe(11, () => told.push('stopped'))
    r.page.subscribe(10, stop)
    r.batch(2, [
      { type: 'output-update', output: 10, set: { text: 'x' } },
      { type: 'output-update', output: 11, set: { text: 'x' } },
    ])
    expect(told).toEqual(['both'])
  })

  it('stops when asked to, even from within a listener', () => {
    const r = new Rig().welcome()
    let told = 0
    const stop = r.page.subscribe(0, () => {
      told++
      stop()
    })
    r.batch(1, [show(10)]).batch(2, [show(11)])
    expect(told).toBe(1)
  })
})

it('[E4] reports a refused event', () => {
  const refused: unknown[] = []
  const r = new Rig({ onRefused: (refusal) => refused.push(refusal) }).welcome()
  r.say({ type: 'refused', n: 1, code: 'bad_value', message: 'm' })
  expect(refused).toEqual([{ n: 1, code: 'bad_value', message: 'm' }])
})

it('[R3] continues if the embedding page’s own handler throws; the error is reported separately', () => {
  const surfaced: (() => void)[] = []
  const later = jest.spyOn(globalThis, 'queueMicrotask').mockImplementation((work) => surfaced.push(work))
  const seen: unknown[] = []
  const r = new Rig({
    scheduleSeen: () => () => {},
    onTransient: (command) => {
      seen.push(command)
      throw new Error('of the page')
    },
  }).welcome()
  r.batch(1, [
    { type: 'app-event', name: 'e', data: 1 },
    { type: 'app-event', name: 'e', data: 2 },
  ]).batch(2, [show(10)])
  later.mockRestore()
  expect([seen.length, shape(r.page.tree)]).toEqual([2, '0[10]'])
  expect(surfaced).toHaveLength(2)
  for (const surface of surfaced) expect(surface).toThrow('of the page')
})

it('[S6] does not run a script again that a continued session resends', () => {
  const script: Command = { type: 'script-run', script: 7, kind: 'expression', code: '1', args: {} }
  const r = new Rig().welcome().batch(1, [script])
  r.welcome(0, true).batch(2, [show(10), script], { reset: true })
  expect([r.transients.length, shape(r.page.tree)]).toEqual([1, '0[10]'])
  // The answer is sent until the server has it.
  const n = r.page.send({ type: 'script-result', script: 7, ok: true, value: 1 })
  r.welcome(0, true).batch(3, [script], { reset: true })
  expect([r.transients.length, r.sent.filter((one) => one.type === 'event').length]).toEqual([1, 2])
  // The next session of the page has separate numbers.
  r.say({ type: 'handled', n }).batch(4, [script])
  expect(r.transients).toHaveLength(2)
})

describe('[S5] order of scripts', () => {
  const script = (id: number): Command => ({
    type: 'script-run',
    script: id,
    kind: 'statements',
    code: '',
    args: {},
  })
  const html = (id: number, markup: string): Command => ({
    type: 'output-insert',
    parent: 0,
    outputs: [{ id, type: 'html', html: markup, sanitize: false }],
  })

  it('applies commands after a script when the script has started, and acknowledges them before it runs', async () => {
    const seen: string[] = []
    const starts: (() => void)[] = []
    const r: Rig = new Rig({
      onTransient: () => {
        seen.push(`${shape(r.page.tree)} after ${JSON.stringify(r.sent.at(-1))}`)
        return new Promise<void>((resolve) => starts.push(resolve))
      },
    })
    r.welcome().batch(1, [show(10), script(1), show(11), script(2), { type: 'output-clear', parent: 0 }])
    r.batch(2, [show(12), CLOSE])
    expect([seen, shape(r.page.tree)]).toEqual([['0[10] after {"type":"seen","n":1}'], '0[10]'])
    starts[0]?.()
    await soon()
    expect(seen[1]).toMatch(/^0\[10 11\]/)
    expect(r.page.status).toBe('open')
    starts[1]?.()
    await soon()
    expect([shape(r.page.tree), r.page.status]).toEqual(['0[12]', 'closed'])
  })

  it('applies commands after HTML with scripts in a later run, except in a snapshot', () => {
    const runs: (() => void)[] = []
    const r = new Rig({
      schedule: (work) => {
        runs.push(work)
        return () => {}
      },
    }).welcome()
    r.batch(1, [html(10, '<p>x</p>'), html(11, '<script>f()</script>'), { type: 'output-clear', parent: 0 }])
    runs.shift()?.()
    expect(shape(r.page.tree)).toBe('0[10 11]')
    runs.shift()?.()
    expect(shape(r.page.tree)).toBe('0')
    r.batch(2, [html(12, '<script>f()</script>'), show(13)], { reset: true })
    runs.shift()?.()
    expect(shape(r.page.tree)).toBe('0[12 13]')
  })
})

it('[E7] does not send a message that is too large for the server, but reports it, and the numbers continue', () => {
  const refused: string[] = []
  const r = new Rig({ onRefused: ({ n, code, message }) => refused.push(`${n} ${code}: ${message}`) })
  r.say({ type: 'welcome', session: 's', secret: 'k', resumed: false, handled: 0, limits: { message: 200 } })
  const large = { type: 'app-event', name: 'x', data: 'é'.repeat(80) } as const
  expect([r.page.send(large), r.page.send(event)]).toEqual([0, 1])
  expect(refused).toEqual([expect.stringMatching(/^0 message_too_large: This is too large to send: /)])
  expect(r.sent).toEqual([{ type: 'event', n: 1, seen: 0, event }])
})
