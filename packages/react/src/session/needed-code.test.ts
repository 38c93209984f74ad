import type { NodeSpec, PageTransportListener, Scheduler, ServerMessage } from '@webio/core/protocol'
import type { CodePart, LazyCode } from './later-code'
import { NeededCode } from './needed-code'

jest.useFakeTimers()

const text: NodeSpec = { id: 10, type: 'text', text: 't' }
const divider: NodeSpec = { id: 11, type: 'gap' }
const batch = (...commands: Extract<ServerMessage, { type: 'batch' }>['commands']): ServerMessage => ({
  type: 'batch',
  n: 1,
  commands,
})
const showing = (...outputs: NodeSpec[]): ServerMessage =>
  batch({ type: 'output-insert', parent: 0, outputs })
const asking = batch({ type: 'form-open', form: { id: 50, fields: [] } })

/** Code that arrives on request. */
class Later implements LazyCode<string> {
  loads = 0
  preloads = 0
  #code: string | null = null
  #settle: (code: string | null) => void = () => {}
  readonly get = (): string | null => this.#code
  readonly subscribe = (): (() => void) => () => {}
  readonly preload = (): void => void this.preloads++
  readonly load = (): Promise<string | null> => {
    this.loads++
    return new Promise((resolve) => (this.#settle = resolve))
  }

  arrive(code: string | null = 'code'): Promise<void> {
    this.#code = code
    this.#settle(code)
    return settled()
  }
}

/** Resolves after everything that promises have to do. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}

/** A connection whose server is the test, with work that waits for a frame. */
function rig(given: Readonly<Record<string, Omit<CodePart, 'code'>>>, whenIdle?: (work: () => void) => void) {
  const frames: (() => void)[] = []
  const done: string[] = []
  const codes = Object.fromEntries(Object.keys(given).map((name) => [name, new Later()]))
  const parts = Object.entries(given).map(([name, part]): CodePart => ({
    code: codes[name] as Later,
    ...part,
  }))
  const needed = new NeededCode(parts, whenIdle)
  const inFrame: Scheduler = (work) => {
    frames.push(work)
    return () => void frames.splice(frames.indexOf(work), 1)
  }
  const schedule = needed.delay(inFrame)
  let server!: PageTransportListener
  const transport = { send() {}, reconnect() {}, close() {} }
  needed.watch((_, listener) => {
    server = listener
    return transport
  })(() => ({ protocol: 1, app: 'index', params: {} }), {
    message: ({ type }) => void schedule(() => done.push(type)),
    refused() {},
    disconnected() {},
  })
  return {
    codes,
    done,
    schedule,
    hear: (message: ServerMessage) => server.message(message),
    frame: () => frames.splice(0).forEach((work) => work()),
    loads: () => Object.fromEntries(Object.entries(codes).map(([name, { loads }]) => [name, loads])),
    preloads: () => Object.fromEntries(Object.entries(codes).map(([name, { preloads }]) => [name, preloads])),
  }
}

const IDLE = (): void => {}
const markdown: NodeSpec = { id: 12, type: 'markdown', markdown: 'm' }
const FIELDS = { of: ['fields'] } as const
const OUTPUTS = { of: ['outputs'] } as const
const MARKDOWN = { of: ['markdown'], isRare: true } as const

describe('commands', () => {
  it('wait for code that they need', async () => {
    const r = rig({ fields: FIELDS, outputs: OUTPUTS }, IDLE)
    r.hear(asking)
    r.frame()
    expect([r.done, r.loads()]).toEqual([[], { fields: 1, outputs: 0 }])
    await r.codes['fields']?.arrive()
    r.frame()
    expect(r.done).toEqual(['batch'])
  })

  it('do not wait for code that they do not need', () => {
    const r = rig({ fields: FIELDS }, IDLE)
    r.hear(showing(text))
    r.frame()
    expect([r.done, r.loads()]).toEqual([['batch'], { fields: 0 }])
  })

  it('wait even if they were scheduled before others that need code', async () => {
    const r = rig({ fields: FIELDS }, IDLE)
    r.hear(showing(text))
    r.hear(asking)
    r.frame()
    expect(r.done).toEqual([])
    await r.codes['fields']?.arrive()
    r.frame()
    expect(r.done).toEqual(['batch', 'batch'])
  })

  it('wait for all of it', async () => {
    const r = rig({ fields: FIELDS, outputs: OUTPUTS }, IDLE)
    r.hear(asking)
    r.hear(showing(divider))
    await r.codes['outputs']?.arrive()
    r.frame()
    expect(r.done).toEqual([])
    await r.codes['fields']?.arrive()
    r.frame()
    expect(r.done).toEqual(['batch', 'batch'])
  })

  it.each<[string, (r: ReturnType<typeof rig>) => Promise<unknown>]>([
    ['it cannot be loaded', (r) => r.codes['fields']?.arrive(null) ?? settled()],
    ['it takes more than three seconds', () => jest.advanceTimersByTimeAsync(3000)],
  ])('do not wait any longer if %s', async (_, happen) => {
    const r = rig({ fields: FIELDS }, IDLE)
    r.hear(asking)
    await jest.advanceTimersByTimeAsync(2999)
    r.frame()
    expect(r.done).toEqual([])
    await happen(r)
    r.frame()
    expect(r.done).toEqual(['batch'])
    r.hear(asking)
    r.frame()
    expect(r.done).toEqual(['batch', 'batch'])
  })

  it('wait for rare code, which nothing else loads', async () => {
    const r = rig({ markdown: MARKDOWN })
    expect(r.preloads()).toEqual({ markdown: 0 })
    r.hear(showing(markdown))
    r.frame()
    expect([r.done, r.loads()]).toEqual([[], { markdown: 1 }])
    await r.codes['markdown']?.arrive()
    r.frame()
    expect(r.done).toEqual(['batch'])
  })

  it('can be withdrawn while they wait', async () => {
    const r = rig({ fields: FIELDS }, IDLE)
    r.hear(asking)
    const withdraw = r.schedule(() => r.done.push('withdrawn'))
    withdraw()
    await r.codes['fields']?.arrive()
    r.frame()
    expect(r.done).toEqual(['batch'])
  })
})

describe('code that is not needed yet', () => {
  it('is loaded when the page connects', () => {
    expect(rig({ fields: FIELDS, outputs: OUTPUTS }).preloads()).toEqual({ fields: 1, outputs: 1 })
  })

  it('is loaded once the page is idle, after the first commands', () => {
    const idle: (() => void)[] = []
    const r = rig({ fields: FIELDS, markdown: MARKDOWN }, (work) => idle.push(work))
    r.hear(showing(text))
    expect(idle).toHaveLength(0)
    r.frame()
    r.hear(showing(text))
    r.frame()
    expect([idle.length, r.preloads()]).toEqual([1, { fields: 0, markdown: 0 }])
    idle[0]?.()
    expect(r.preloads()).toEqual({ fields: 1, markdown: 0 })
  })
})
