import {
  emit,
  hold,
  input,
  on_event,
  put_button,
  put_text,
  put_progressbar,
  set_progressbar,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { Gate, turn } from '../support/app'
import { contents } from '../support/tree'
import { hostOf, RawPage } from '../support/raw-page'

const TINY = { batchBytes: 200, flightBatches: 2, flightBytes: 400, waitingBytes: 600 }

it('[R1] [R2] outputs from while the page was away appear once when it is back', async () => {
  const gate = new Gate()
  const t = await open_app(async () => {
    put_text('before')
    await gate.promise
    put_text('while away')
    emit('away', 1)
    await input('x')
  })
  t.drop()
  gate.open()
  await turn()
  expect([t.page.status, t.text()]).toEqual(['reconnecting', 'before'])
  await t.resume()
  expect([t.text(), t.events]).toEqual(['before\nwhile away', [{ name: 'away', data: 1 }]])
  expect((await t.form()).label).toBe('x')
})

it('[R2] a reload restores everything: outputs, and forms with their errors', async () => {
  const t = await open_app(async () => {
    put_text('a')
    put_text(await input('x', { validate: (value) => (value === 'ok' ? null : 'no') }))
  })
  await t.submit('bad')
  const before = contents(t.tree)
  await t.reload()
  expect(contents(t.tree)).toEqual(before)
  expect(await t.submit('ok')).toEqual({})
  expect(t.text()).toBe('a\nok')
})

it('[R3] [R4] drops at any moment neither lose nor repeat anything', async () => {
  const handled: unknown[] = []
  const t = await open_app(async () => {
    on_event('n', (data) => {
      handled.push(data)
      put_text(`got ${String(data)}`)
      emit('echo', data)
    })
    await hold()
  })
  for (let i = 0; i < 40; i++) {
    t.page.send({ type: 'app-event', name: 'n', data: i })
    // After a few microtasks, the message, its effect or its answer is in transit.
    for (let n = 0; n < i % 7; n++) await Promise.resolve()
    t.drop()
    if (i % 3 === 0) await turn()
    await t.resume()
  }
  await t.settle()
  const all = Array.from({ length: 40 }, (_, i) => i)
  expect(handled).toEqual(all)
  expect(t.text()).toBe(all.map((i) => `got ${i}`).join('\n'))
  expect(t.events).toEqual(all.map((data) => ({ name: 'echo', data })))
  expect(contents(t.tree)).toEqual(contents(t.session.view.tree))
})

it('[B7] a page that was away for too long gets a snapshot, and still every event', async () => {
  const gate = new Gate()
  const t = await open_app(
    async () => {
      put_progressbar('p')
      await gate.promise
      for (let i = 1; i <= 500; i++) {
        set_progressbar('p', i / 500)
        if (i % 250 === 0) emit('half', i)
        if (i % 10 === 0) await Promise.resolve()
      }
      await input('x')
    },
    { outboxLimits: TINY },
  )
  t.drop()
  gate.open()
  await turn()
  await t.resume()
  expect([t.text(), t.events.map(({ data }) => data)]).toEqual(['100.0%', [250, 500]])
  expect(contents(t.tree)).toEqual(contents(t.session.view.tree))
})

it('[B6] [B7] a page that never reads costs no more than the bounds, and has the same tree in the end if it reads', async () => {
  const host = hostOf(
    () => {
      put_button('go', () => {
        for (let i = 0; i < 5000; i++) put_text('x'.repeat(100))
      })
    },
    { outboxLimits: TINY },
  )
  const page = new RawPage(host)
  page.connect()
  await turn()
  const button = page.session.view.tree.nodes.get(0)?.children[0]
  page.say({ type: 'event', n: 1, seen: 0, event: { type: 'callback-fire', output: button, key: 0 } })
  await turn()
  expect(page.batches.length).toBeLessThanOrEqual(TINY.flightBatches)
  let read = 0
  while (page.batches.at(-1)!.n > read) page.say({ type: 'seen', n: (read = page.batches.at(-1)!.n) })
  const resets = page.batches.filter(({ reset }) => reset)
  expect(resets).toHaveLength(1)
  const after = page.batches.slice(page.batches.indexOf(resets[0]!))
  const outputs = after.flatMap(({ commands }) =>
    commands.flatMap((c) => (c.type === 'output-insert' ? c.outputs : [])),
  )
  expect(outputs).toHaveLength(5001)
})

it('a session that ends while its page is away is read to its end', async () => {
  const gate = new Gate()
  const t = await open_app(async () => {
    await gate.promise
    put_text('last words')
    return 5
  })
  t.drop()
  gate.open()
  await turn()
  expect(t.closed).toBe(false)
  await t.resume()
  expect([t.text(), t.closed, t.result]).toEqual(['last words', true, 5])
})

it('a reload of a session that is gone silently starts a new one', async () => {
  let runs = 0
  const t = await open_app(async () => {
    put_text(`run ${++runs}`)
    await input('x')
  })
  await t.session.close('shutdown')
  await turn()
  await t.reload()
  expect([t.text(), t.page.failure]).toEqual(['run 2', null])
})
