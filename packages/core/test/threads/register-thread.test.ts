import {
  on_event,
  put_button,
  put_input,
  put_progressbar,
  put_scope,
  put_text,
  register_thread,
} from '../../src/index'
import type { TaskHandle } from '../../src/index'
import type { PinNode } from '../../src/protocol/output-spec'
import type { OpenApp, OpenAppOptions } from '../../src/testing/index'
import { open_app } from '../../src/testing/index'
import { inSession, thrown } from '../support/app'
import { startWorker } from './start-worker'

jest.setTimeout(60_000)

interface Threaded {
  readonly t: OpenApp
  readonly posted: unknown[]
  readonly worker: ReturnType<typeof startWorker>['worker']
  readonly exited: Promise<number>
  readonly handle: TaskHandle<number>
}

const open: Threaded[] = []

/** A thread that still waits would keep the process of the tests alive. */
afterEach(async () => {
  for (const { t, exited } of open.splice(0)) {
    await t.close()
    await exited
  }
})

/** A session with a worker thread that runs `scenario`. */
async function threaded(
  scenario: string,
  before: () => void = () => {},
  options?: OpenAppOptions,
): Promise<Threaded> {
  let started!: Omit<Threaded, 't'>
  const t = await open_app(
    () => {
      before()
      const { worker, posted, exited } = startWorker(scenario)
      started = { posted, exited, worker, handle: register_thread(worker) }
    },
    { patience: 30, ...options },
  )
  const thread: Threaded = { t, ...started }
  open.push(thread)
  return thread
}

describe('register_thread', () => {
  it('lets the thread show outputs as the session does, in existing scopes and in new ones', async () => {
    const { t, exited } = await threaded('shows', () => put_scope('main'))
    expect(await exited).toBe(0)
    await t.until(() => t.closed)
    expect(t.text('main')).toBe('in a scope\nof the task')
    expect(t.text('own')).toBe('in a scope of its own')
    expect(t.text()).toContain('from the thread ROOT 127.0.0.1')
    expect([t.events, t.toasts.map(({ content }) => content), t.errors]).toEqual([
      [{ name: 'told', data: { n: 1 } }],
      ['a toast'],
      [],
    ])
  })

  it('[P1] a pin of the thread takes over the name of one of the session, and vice versa', async () => {
    const change = (value: string): void => void put_text('session', value)
    const { t } = await threaded('pins', () => {
      put_input('x', { onchange: change })
      on_event('own', () => put_input('x', { onchange: change }))
    })
    const pins = (): PinNode[] => t.outputs.flatMap((one) => (one.type === 'pin' ? [one] : []))
    const expired = (): (boolean | undefined)[] => pins().map((pin) => pin.expired)
    await t.until(() => pins().length === 2)
    expect(expired()).toEqual([true, undefined])
    t.page.send({ type: 'app-event', name: 'own', data: null })
    await t.until(() => pins().length === 3)
    expect(expired()).toEqual([true, true, undefined])
    t.page.send({ type: 'app-event', name: 'again', data: null })
    await t.until(() => pins().length === 4)
    expect(expired()).toEqual([true, true, true, undefined])
    for (const [index, { id }] of pins().entries())
      t.page.send({ type: 'pin-change', output: id, value: String(index) })
    await t.until(() => t.text().includes('again 3'))
    expect(t.refusals.map(({ code }) => code)).toEqual(['no_such_output', 'no_such_output', 'no_such_output'])
    expect(t.text()).not.toContain('session')
  })

  it('the page learns which of its changes of a pin, and which events that set a field of a form, the thread has handled', async () => {
    const { t } = await threaded('settles', () => put_button('b', () => {}))
    await t.form()
    // Makes the page's numbers differ from the thread's.
    await t.click('b')
    const pin = () => t.outputs.flatMap((one) => (one.type === 'pin' ? [one] : []))[0]
    const changed = t.page.send({ type: 'pin-change', output: pin()?.id ?? -1, value: 'typed' })
    await t.until(() => t.text().includes('changed to typed'))
    expect(pin()?.settled).toBe(changed)
    const pressed = t.page.send({ type: 'form-action', form: [...t.tree.forms.keys()][0] ?? -1, field: 'a' })
    const field = () => [...t.tree.forms.values()][0]?.spec.fields[0]
    await t.until(() => field()?.settled !== undefined)
    expect(field()).toMatchObject({ value: 'set', settled: pressed })
    await t.close()
  })

  it('a data table of the thread reads its rows there, and answers and cancellations match their requests', async () => {
    const { t, posted } = await threaded('reads', () => put_button('b', () => {}))
    const table = () => t.outputs.find(({ type }) => type === 'datatable')?.id ?? -1
    await t.until(() => table() > 0)
    // Makes the page's numbers differ from the thread's.
    await t.click('b')
    const ask = (offset: number): number =>
      t.page.send({
        type: 'rows-request',
        output: table(),
        offset,
        limit: 1,
        query: { sort: [], filter: [] },
      })
    const [first, second] = [ask(0), ask(1)]
    t.page.send({ type: 'rows-cancel', output: table(), request: second })
    await t.until(() => posted.length === 2)
    expect(posted).toEqual(['0 read', '1 aborted'])
    await t.until(() => t.transients.length > 0)
    expect(t.transients).toMatchObject([{ type: 'rows-answer', request: first, ids: ['row 0'], total: 9 }])
    t.page.send({ type: 'callback-fire', output: table(), key: 'select', value: 'row 0' })
    await t.until(() => t.text().includes('selected row 0'))
    expect(t.refusals).toEqual([])
    await t.close()
  })

  it('shows outputs of the thread while it computes, including progress in bars of the session', async () => {
    const { t, handle, worker } = await threaded('computes', () => put_progressbar('bar'))
    const bar = () =>
      Number((t.outputs.find(({ type }) => type === 'progressbar') as { value?: number })?.value)
    await t.until(() => t.text().includes('computing') && bar() > 0)
    const before = bar()
    await t.until(() => bar() > before)
    expect([t.text().includes('computed'), handle.closed()]).toEqual([false, false])
    worker.postMessage('enough')
    await t.until(() => t.closed)
    expect([t.text().includes('computed'), bar()]).toEqual([true, 1])
  })

  it('lets the thread ask: forms, their rules and errors, scripts; the session waits for it', async () => {
    const { t, posted, exited } = await threaded('asks', undefined, { run_script: () => 1280 })
    expect((await t.form()).label).toBe('Name')
    // Nobody listens to it, but the page's numbers differ from the thread's after it.
    t.page.send({ type: 'app-event', name: 'unheard', data: null })
    expect(await t.submit('')).toEqual({ data: 'Please fill out this field.' })
    expect(await t.submit('Eve')).toEqual({ data: 'not you' })
    expect(await t.submit('Ada')).toEqual({})
    await t.until(() => t.tree.forms.size > 0)
    await t.submit({ a: 'x' })
    await t.until(() => t.closed)
    expect(t.text()).toBe('Hello Ada\nA x\nwidth 1280')
    expect([posted, await exited, t.errors]).toEqual([['flushed'], 0, []])
  })

  it('lets the page call back, even after the thread’s code has ended; errors are reported like those of a callback', async () => {
    const { t } = await threaded('calls')
    await t.until(() => t.text().includes('clear'))
    await t.click('count')
    await t.click('count')
    await t.send('ping', 7)
    await t.until(() => t.text().includes('ping 7'))
    expect(t.text()).toContain('count 1\ncount 2')
    await t.click('fails')
    await t.until(() => t.errors.length > 0)
    expect([t.closed, String(t.errors[0])]).toEqual([false, 'Error: in a callback of the thread'])
    await t.click('clear')
    await t.until(() => t.text() === '')
    await t.close()
  })

  it('reports an error that ends the thread like one of a callback, and continues', async () => {
    const { t, handle } = await threaded('fails', () => put_button('stay', () => {}))
    await expect(handle.result).rejects.toThrow('in the thread')
    await t.until(() => t.toasts.length > 0)
    expect([t.text(), t.closed, handle.closed(), t.errors.map(String)]).toEqual([
      'stay\nbefore',
      false,
      true,
      ['Error: in the thread'],
    ])
  })

  it('tells the thread about the end: waiting calls throw, hold resolves, deferred functions run, and the next call ends the thread', async () => {
    const { t, posted, exited } = await threaded('ends')
    await t.form()
    await t.close()
    await exited
    expect([...posted].sort()).toEqual(['SessionClosedException', 'aborted', 'deferred'])
    expect(t.errors).toEqual([])
  })

  it('tells a thread about an end that comes before its first call', async () => {
    const { t, exited } = await threaded('computesOn')
    await t.close()
    expect(await exited).toBe(1)
    expect(t.errors).toEqual([])
  })

  it('ends a thread that computes without a pause at its next call', async () => {
    const { t, exited } = await threaded('computesOn')
    await t.until(() => t.text().includes('still here'))
    await t.close()
    expect(await exited).toBe(1)
    expect(t.errors).toEqual([])
  })

  it('close: terminates the thread, and removes its forms', async () => {
    const { t, handle, exited } = await threaded('asks', () => put_button('stay', () => {}))
    await t.form()
    handle.close()
    await exited
    await t.until(() => t.tree.forms.size === 0)
    expect([handle.closed(), t.closed]).toEqual([true, false])
  })

  it('accepts only a running worker', async () => {
    const { worker, exited } = startWorker('nothing')
    await exited
    const message =
      'TypeError: register_thread: worker must be a Worker of node:worker_threads that runs, not'
    expect(await inSession(() => thrown(() => register_thread({} as never)))).toBe(
      `${message} a plain object.`,
    )
    expect(await inSession(() => thrown(() => register_thread(worker)))).toBe(`${message} a Worker.`)
  })
})
