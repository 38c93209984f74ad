import { beforeEach, describe, expect, it } from '@jest/globals'
import type { DurablePolicy } from '../../src/engine/host/durable-sessions'
import { MemoryJournalStore } from '../../src/engine/durable/memory-journal-store'
import type { TaskFunction } from '../../src/engine/tasks/applications'
import {
  eval_js,
  input,
  input_group,
  NUMBER,
  PASSWORD,
  put_button,
  put_buttons,
  put_datatable,
  put_input,
  put_text,
  select,
  step,
} from '../../src/index'
import type { PageEvent } from '../../src/protocol/events'
import { secretSealer } from '../../src/server/durable/secret-sealer'
import { keptSecondsOf, policyOf } from '../../src/server/durable-policy'
import { config } from '../../src/server/options/app-config'
import { Gate, thrown } from '../support/app'
import { FakeClock } from '../support/fake-clock'
import { DurablePage } from './durable-page'

/**
 * The first version of a wizard. The ids of its button's outputs belong to later outputs in the second version.
 */
async function first(): Promise<void> {
  put_button('Approve', () => put_text('approved'))
  const { name, age, color } = await input_group('Person', [
    input('Name', { name: 'name' }),
    input('Age', { name: 'age', type: NUMBER }),
    select('Color', ['red', 'blue'], { name: 'color' }),
  ])
  await input('Password', { type: PASSWORD })
  put_text('hello', name, age, color, await input('City'))
  await input('End')
}

let rejected = 0

/** Asks one more question, before the others. */
async function second(): Promise<void> {
  put_button('Reject', () => void rejected++)
  const consent = await input('Consent')
  const { name, age, color } = await input_group('Person', [
    input('Name', { name: 'name' }),
    input('Age', { name: 'age', type: NUMBER }),
    select('Color', ['green', 'blue'], { name: 'color' }),
  ])
  await input('Password', { type: PASSWORD })
  put_text('hello', name, age, color, await input('City'), consent, await step('save', () => 'saved'))
  await input('End')
}

/** Answers the first version of the wizard up to its last form. */
async function answered(policy: DurablePolicy, task: TaskFunction = first) {
  const store = new MemoryJournalStore(new FakeClock())
  const code = { task, policy }
  const sealer = secretSealer('a long secret of the operator')
  const durable = { store, sealer, patienceMs: 30, policyOf: () => code.policy }
  const one = new DurablePage(() => code.task({}), durable)
  await one.until(() => one.form === 'Person', 'the first form')
  const [form] = [...one.page.half.tree.forms.values()]
  const [option] = form?.spec.fields.flatMap((field) => (field.type === 'select' ? field.options : [])) ?? []
  one.page.send({
    type: 'form-submit',
    form: form?.spec.id ?? 0,
    values: { name: 'Ada', age: '36', color: option?.id ?? 0 },
  })
  await one.submit('Password', 'hunter2')
  await one.submit('City', 'Paris')
  await one.until(() => one.form === 'End', 'the last form')
  return { one, code, store }
}

/** A process with different code replaces the process. */
async function replaced({ one }: { one: DurablePage }): Promise<void> {
  await one.page.session.suspend()
  const { session, secret } = one.page.half.ticket ?? { session: '', secret: '' }
  await one.host.durable?.resume(session, secret)
  await one.page.resume()
}

const valuesOf = (one: DurablePage) =>
  [...one.page.half.tree.forms.values()]
    .at(-1)
    ?.spec.fields.map((field) =>
      'value' in field ? field.value : field.type === 'select' ? field.options : null,
    )

describe('a session whose code has changed', () => {
  it('begins again if its journal does not match, and its forms open with the earlier answers', async () => {
    const it = await answered({ version: '1', onNewCode: 'replay' })
    const { one, code } = it
    Object.assign(code, { task: second, policy: { version: '2', onNewCode: 'replay' } })
    await replaced(it)
    await one.until(() => one.form === 'Consent', 'the new form')
    expect(one.log).toEqual([
      expect.stringContaining(
        'begins again with its earlier answers filled in. The journal continues with answer',
      ),
    ])
    expect([...one.page.half.tree.nodes.values()].map(({ spec }) => ('content' in spec ? spec.content : null))).toContainEqual({ id: 'page_updated' }) // prettier-ignore
    await one.submit('Consent', 'yes')
    await one.until(() => one.form === 'Person', 'the group')
    const [name, age, colors] = valuesOf(one) ?? []
    // The color is no longer offered.
    expect([name, age]).toEqual(['Ada', '36'])
    expect(JSON.stringify(colors)).not.toContain('selected')
    await replaced(it)
    expect(valuesOf(one)?.slice(0, 2)).toEqual(['Ada', '36'])
    const [form] = [...one.page.half.tree.forms.values()]
    one.page.send({
      type: 'form-submit',
      form: form?.spec.id ?? 0,
      values: { name: 'Eve', age: '37', color: 0 },
    })
    await one.until(() => one.form === 'Password' || one.log.length > 1, 'the password')
    expect(valuesOf(one)).toEqual([null])
  })

  it('continues unchanged if the new code does the same', async () => {
    const it = await answered({ version: '1', onNewCode: 'replay' })
    it.code.policy = { version: '2', onNewCode: 'replay' }
    await replaced(it)
    expect([it.one.form, it.one.text, it.one.log]).toEqual(['End', 'Approve\nhello Ada 36 red Paris', []])
  })

  it('always begins again with `refill`, except with the same version', async () => {
    const it = await answered({ version: '1', onNewCode: 'refill' })
    await replaced(it)
    expect(it.one.form).toBe('End')
    it.code.policy = { version: '2', onNewCode: 'refill' }
    await replaced(it)
    expect([it.one.form, valuesOf(it.one)?.[0]]).toEqual(['Person', 'Ada'])
    // Only once, because the version is now known.
    await replaced(it)
    expect(it.one.log).toEqual([expect.stringContaining('recorded by version 1, and this is version 2')])
  })

  it('gives steps keys that no earlier code has used for other steps', async () => {
    const keys: string[] = []
    const noted = async (name: string) => {
      await step(name, ({ key }) => void keys.push(key))
      await first()
    }
    const it = await answered({ version: '1', onNewCode: 'refill' }, () => noted('load'))
    Object.assign(it.code, { task: () => noted('pay'), policy: { version: '2', onNewCode: 'refill' } })
    await replaced(it)
    await it.one.until(() => keys.length === 2, 'both steps')
    expect(keys[0]).not.toBe(keys[1])
  })

  it('ends with `end`', async () => {
    const it = await answered({ version: '1', onNewCode: 'end' })
    it.code.policy = { version: '2', onNewCode: 'end' }
    await expect(replaced(it)).rejects.toThrow('It was recorded by version 1, and this is version 2.')
    expect((await it.store.list({ state: 'closed' })).map(({ id }) => id)).toEqual([
      it.one.page.half.ticket?.session,
    ])
  })

  it('does not pass what the page sent to earlier outputs to other outputs', async () => {
    rejected = 0
    const it = await answered({ version: '1', onNewCode: 'replay' })
    const { one, code } = it
    const [approve] = [...one.page.half.tree.nodes.values()].filter(({ spec }) => spec.type === 'button')
    Object.assign(code, { task: second, policy: { version: '2', onNewCode: 'replay' } })
    await one.page.session.suspend()
    // The click was in transit when the process ended.
    one.page.send({ type: 'callback-fire', output: approve?.spec.id ?? 0, key: 0 })
    const { session, secret } = one.page.half.ticket ?? { session: '', secret: '' }
    await one.host.durable?.resume(session, secret)
    await one.page.resume()
    await one.until(() => one.page.refused.length > 0, 'the refusal')
    expect([one.page.refused[0]?.code, rejected]).toEqual(['no_such_callback', 0])
  })
})

/**
 * A page whose process ends. The next process runs different code, which does the same up to the end of the journal.
 */
async function deployed(before: TaskFunction, after: TaskFunction, run_script?: (code: string) => unknown) {
  const code = { task: before }
  const store = new MemoryJournalStore(new FakeClock())
  const one = new DurablePage((params) => code.task(params), { store, patienceMs: 30 }, undefined, run_script)
  await one.submit('Name', 'Ada')
  await one.until(() => one.form === 'End', 'the last form')
  await one.page.session.suspend()
  return {
    one,
    /** The page sends this while no process is running, and then finds the next one. */
    async send(event: PageEvent | (() => Promise<void>)) {
      code.task = after
      if (typeof event === 'function') await event()
      else one.page.send(event)
      const { session, secret } = one.page.half.ticket ?? { session: '', secret: '' }
      await one.host.durable?.resume(session, secret)
      await one.page.resume()
      const n = one.page.half.lastEvent
      await one.until(() => !one.page.half.isPending(n), 'the event')
      await one.page.settle()
      return one.page.refused.map(({ code }) => code)
    },
  }
}

describe('[R10] what the page sent to the old code and no journal contains', () => {
  const done: string[] = []
  const wizard = (body: () => void, last = 'End') => {
    return async () => {
      await input('Name')
      body()
      done.push(await input(last))
    }
  }
  const id = (one: DurablePage, type: string) =>
    [...one.page.half.tree.nodes.values()].find(({ spec }) => spec.type === type)?.spec.id ?? 0
  const noted = (name: string) => () => void done.push(name)
  beforeEach(() => void done.splice(0))

  it.each<[string, () => void, () => void, (one: DurablePage) => PageEvent, string]>([
    [
      'a click does not reach another button',
      () => put_button('Approve', noted('approve')),
      () => put_button('Reject', noted('reject')),
      (one) => ({ type: 'callback-fire', output: id(one, 'button'), key: 0 }),
      'no_such_callback',
    ],
    [
      'a click does not reach another one of several buttons',
      () => put_buttons(['Approve', 'Reject'], (value) => void done.push(value)),
      () => put_buttons(['Reject', 'Approve'], (value) => void done.push(value)),
      (one) => ({ type: 'callback-fire', output: id(one, 'buttons'), key: 0 }),
      'no_such_callback',
    ],
    [
      'a click does not reach another action of a table',
      () => put_datatable([{ id: 1 }], { id_field: 'id', actions: [['Keep', noted('keep')]] }),
      () => put_datatable([{ id: 1 }], { id_field: 'id', actions: [['Delete', noted('delete')]] }),
      (one) => ({ type: 'callback-fire', output: id(one, 'datatable'), key: 0, value: 1 }),
      'no_such_callback',
    ],
    [
      'a change does not reach another pin',
      () => put_input('mail', { onchange: noted('mail') }),
      () => put_input('phone', { onchange: noted('phone') }),
      (one) => ({ type: 'pin-change', output: id(one, 'pin'), value: 'x' }),
      'no_such_output',
    ],
    [
      'a click has no effect if its button is gone',
      () => put_button('Approve', noted('approve')),
      () => put_text('Approved').onclick(noted('text')),
      (one) => ({ type: 'callback-fire', output: id(one, 'button'), key: 0 }),
      'no_such_callback',
    ],
  ])('%s', async (_, before, after, event, refused) => {
    const { one, send } = await deployed(wizard(before), wizard(after))
    expect([await send(event(one)), done]).toEqual([[refused], []])
  })

  it('an answer does not reach another form', async () => {
    const nothing = () => {}
    const { one, send } = await deployed(wizard(nothing), wizard(nothing, 'Account to delete'))
    const [form] = [...one.page.half.tree.forms.keys()]
    const refused = await send({ type: 'form-submit', form: form ?? 0, values: { data: 'x' } })
    expect([refused, done]).toEqual([['no_such_form'], []])
  })

  it('the result of a script does not reach another script', async () => {
    const asks = (code: string) => async () => {
      await input('Name')
      eval_js(code).then(
        (value) => void done.push(String(value)),
        () => {}, // The earlier process has ended.
      )
      await input('End')
    }
    const gate = new Gate()
    const runs = (code: string) => gate.promise.then(() => `of ${code}`)
    const { one, send } = await deployed(asks('first()'), asks('second()'), runs)
    const refused = await send(async () => {
      gate.open()
      await one.until(() => one.page.half.isPending(one.page.half.lastEvent), 'the result')
    })
    expect([refused, done.includes('of first()')]).toEqual([['no_such_script'], false])
  })

  it('an unchanged output receives it', async () => {
    const same = () => put_button('Approve', noted('approve'))
    const { one, send } = await deployed(wizard(same), wizard(same))
    expect(await send({ type: 'callback-fire', output: id(one, 'button'), key: 0 })).toEqual([])
    expect(done).toEqual(['approve'])
  })

  it('later clicks work as usual', async () => {
    const task = wizard(() => {
      const button = put_button('Start', () => button.update({ label: 'Stop' }))
    })
    const { one, send } = await deployed(task, task)
    await send({ type: 'callback-fire', output: id(one, 'button'), key: 0 })
    one.page.send({ type: 'callback-fire', output: id(one, 'button'), key: 0 })
    await one.page.settle()
    expect(one.page.refused).toEqual([])
  })
})

describe('config({ durable })', () => {
  const must = 'config: durable must be an object { keep, hibernate_after, on_new_code, version }'
  it.each([
    [{ keep: 0 }],
    [{ keep: '7 weeks' }],
    [{ keep: '400d' }],
    [{ hibernate_after: 'never' }],
    [{ on_new_code: 'restart' as never }],
    [{ version: 1 as never }],
    [{ keeps: 1 } as never],
  ])('refuses %j', (durable) => {
    expect(thrown(() => config({ durable }, () => {}))).toContain(must)
  })

  it('declares what applies to the sessions of an application, and how long journals are kept', () => {
    const app = config({ durable: { keep: '12h', on_new_code: 'end', version: 'abc' } }, async () => {})
    expect(policyOf(app)).toEqual({ version: 'abc', onNewCode: 'end', keepSeconds: 43_200 })
    const plain = policyOf(first)
    expect(plain).toEqual({ version: expect.any(String), onNewCode: 'replay' })
    expect([policyOf(first).version, policyOf(second).version === plain.version]).toEqual([
      plain.version,
      false,
    ])
    expect([keptSecondsOf([first, app], false), keptSecondsOf([first], false)]).toEqual([43_200, 0])
    expect(keptSecondsOf([], true)).toBeGreaterThan(20 * 86_400)
  })

  it('keeps a session for the specified time', async () => {
    const clock = new FakeClock()
    const store = new MemoryJournalStore(clock)
    const one = new DurablePage(
      () => input('Name'),
      { store, policyOf: () => ({ version: '', keepSeconds: 600 }) },
      clock,
    )
    await one.until(() => one.form === 'Name', 'the form')
    one.page.drop()
    clock.advance(599)
    expect(one.page.session.isClosed).toBe(false)
    clock.advance(1)
    expect(one.page.session.isClosed).toBe(true)
  })
})
