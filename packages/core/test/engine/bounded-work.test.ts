import {
  hold,
  input,
  on_event,
  pin_on_change,
  put_button,
  put_buttons,
  put_datatable,
  put_input,
} from '../../src/index'
import type { DataSource } from '../../src/index'
import type { PageEvent } from '../../src/protocol/events'
import type { OpenApp } from '../../src/testing/index'
import { open_app } from '../../src/testing/index'
import { Gate } from '../support/app'

/** A function that counts its calls. Calls end on request. */
class Slow {
  running = 0
  most = 0
  readonly seen: unknown[] = []
  readonly #gates: Gate<never>[] = []

  readonly run = async (value: unknown): Promise<null> => {
    const gate = new Gate<never>()
    this.#gates.push(gate)
    this.seen.push(value)
    this.most = Math.max(this.most, ++this.running)
    await gate.promise
    this.running--
    return null
  }

  /** Ends the oldest running call, or all of them. */
  end(calls = 1): void {
    for (const gate of this.#gates.splice(0, calls)) gate.open(undefined as never)
  }
}

const codes = (t: OpenApp): string[] => t.refusals.map(({ code }) => code)
const idOf = (t: OpenApp, type: string): number => t.outputs.find((one) => one.type === type)?.id ?? -1

function send(t: OpenApp, times: number, event: (n: number) => PageEvent): void {
  for (let n = 1; n <= times; n++) t.page.send(event(n))
}

describe('[E8] callbacks', () => {
  const fire = (t: OpenApp) => (): PageEvent => ({
    type: 'callback-fire',
    output: idOf(t, 'button'),
    key: 0,
  })

  it('run a hundred at a time; a thousand wait, the next is refused, and all accepted ones run', async () => {
    const slow = new Slow()
    const t = await open_app(() => {
      put_button('a', () => slow.run(0))
    })
    send(t, 1101, fire(t))
    await t.settle()
    expect([slow.running, codes(t)]).toEqual([100, ['too_busy']])
    while (slow.seen.length < 1100) {
      slow.end(100)
      await t.settle()
    }
    slow.end(100)
    await t.settle()
    expect([slow.most, slow.running]).toEqual([100, 0])
    expect(t.outputs[0]).not.toHaveProperty('busy')
    await t.click('a')
    expect(slow.running).toBe(1)
  })

  it('wait behind a serial one, up to a thousand; when it has ended, there is room again', async () => {
    const [first, others] = [new Slow(), new Slow()]
    const t = await open_app(() => {
      put_buttons(['serial'], first.run, { serial_mode: true })
      on_event('ring', others.run)
    })
    await t.click('serial')
    send(t, 1001, (n) => ({ type: 'app-event', name: 'ring', data: n }))
    await t.settle()
    expect([others.running, codes(t)]).toEqual([0, ['too_busy']])
    first.end()
    await t.settle()
    expect(others.running).toBe(100)
    // Rejects if it is refused.
    await t.send('ring')
  })

  it('are dropped when the session ends if they still wait', async () => {
    const slow = new Slow()
    const t = await open_app(() => {
      put_button('a', () => slow.run(0))
    })
    send(t, 300, fire(t))
    await t.settle()
    await t.close()
    slow.end(100)
    await t.settle()
    expect(slow.seen).toHaveLength(100)
  })

  it('a change of a pin whose onchange has no room is refused as a whole', async () => {
    const slow = new Slow()
    const t = await open_app(() => {
      put_input('p', { onchange: slow.run } as never)
    })
    const output = idOf(t, 'pin')
    send(t, 1002, (n) => ({ type: 'pin-change', output, value: `${n}` }))
    await t.settle()
    expect(codes(t)).toEqual(['too_busy'])
    expect([slow.seen, t.outputs[0]]).toMatchObject([['1'], { value: '1001' }])
  })

  it('added by a listener of a pin run at the next change', async () => {
    let runs = 0
    const t = await open_app(() => {
      put_input('p')
      const listen = (): void => pin_on_change('p', { onchange: () => (runs++, listen()) })
      listen()
    })
    await t.change_pin('p', 'a')
    expect(runs).toBe(1)
  })

  it('changes of a field wait for each other, and end with their form', async () => {
    const slow = new Slow()
    const t = await open_app(async () => {
      await input('x', { onchange: slow.run })
      await hold()
    })
    const { id: form } = await t.form()
    send(t, 1002, (n) => ({ type: 'form-change', form, field: 'data', value: `${n}` }))
    await t.settle()
    expect([slow.seen, codes(t)]).toEqual([['1'], ['too_busy']])
    await t.submit('done')
    slow.end()
    await t.settle()
    expect(slow.seen).toEqual(['1'])
  })
})

describe('[E9] validate', () => {
  it('of a field checks one value at a time, and then the newest one', async () => {
    const slow = new Slow()
    const t = await open_app(() => input('x', { validate: slow.run as never }))
    const { id: form } = await t.form()
    send(t, 50, (n) => ({ type: 'form-check', form, field: 'data', value: `${n}` }))
    await t.settle()
    slow.end()
    await t.settle()
    expect([slow.seen, slow.most]).toEqual([['1', '50'], 1])
  })

  it('of a pin does the same, and the later of two checks counts', async () => {
    const gates: Record<string, Gate<string | null>> = { a: new Gate(), b: new Gate() }
    const seen: string[] = []
    const t = await open_app(() => {
      put_input('p', {
        validate: (value: string) => {
          seen.push(value)
          return gates[value]?.promise ?? null
        },
      })
    })
    const output = idOf(t, 'pin')
    for (const value of ['a', 'x', 'b']) {
      t.page.send({ type: 'pin-change', output, value })
      t.page.send({ type: 'pin-check', output })
    }
    await t.settle()
    expect(seen).toEqual(['a'])
    gates['a']?.open('bad a')
    await t.settle()
    expect(seen).toEqual(['a', 'b'])
    expect(t.outputs[0]).not.toHaveProperty('invalid_feedback')
    gates['b']?.open('bad b')
    await t.settle()
    expect(t.outputs[0]).toMatchObject({ valid_status: false, invalid_feedback: 'bad b' })
  })
})

describe('[D6] a data source', () => {
  it('runs four calls at a time, including aborted ones, and then the calls that are still needed', async () => {
    const slow = new Slow()
    const source: DataSource = async ({ offset }) => {
      await slow.run(offset)
      return { rows: [{ a: offset }], total: 999 }
    }
    const t = await open_app(async () => {
      put_datatable(source, { column_order: ['a'] })
      await hold()
    })
    const output = idOf(t, 'datatable')
    const query = { sort: [], filter: [] }
    send(t, 100, (offset) => ({ type: 'rows-request', output, offset, limit: 1, query }))
    await t.settle()
    expect(slow.seen).toEqual([1, 2, 3, 4])
    slow.end(4)
    await t.settle()
    slow.end(4)
    await t.settle()
    expect([slow.seen, slow.most]).toEqual([[1, 2, 3, 4, 97, 98, 99, 100], 4])
    const answered = t.transients.filter(({ type }) => type === 'rows-answer')
    expect(answered).toMatchObject([97, 98, 99, 100].map((offset) => ({ columns: [[offset]] })))
  })
})
