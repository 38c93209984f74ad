import { emit, eval_js, hold, input, put_text, run_js } from '../../src/index'
import type { SessionHostOptions } from '../../src/engine/host/session-host'
import { createTransportPair } from '../../src/in-page/transport-pair'
import { PageSession } from '../../src/page/page-session'
import type { TransientCommand } from '../../src/protocol/commands'
import type { FirstPaint } from '../../src/protocol/first-paint'
import { UNKNOWN_INFO } from '../../src/engine/session-info'
import type { SessionInfo } from '../../src/engine/session-info'
import { textOf } from '../../src/state/read-tree'
import { Gate, turn } from '../support/app'
import { FakeClock } from '../support/fake-clock'
import { hostOf, RawPage } from '../support/raw-page'

function stage(task: () => unknown, options: Partial<SessionHostOptions> = {}) {
  const runs: unknown[] = []
  const counted = () => {
    runs.push(1)
    return task()
  }
  const clock = new FakeClock()
  const host = hostOf({ index: counted }, { clock, ...options })
  const paint = (info: Partial<SessionInfo> = {}): Promise<FirstPaint> =>
    host.paint(host.parse({ protocol: 1, app: 'index', params: {} }), { ...UNKNOWN_INFO, ...info }, 1000)
  /** The page of a document: its outputs before it is connected, and the transient commands that it received. */
  const open = (firstPaint: FirstPaint) => {
    const transients: TransientCommand[] = []
    const pair = createTransportPair(host, () => UNKNOWN_INFO)
    const page = new PageSession({
      connect: pair.connect,
      app: 'index',
      firstPaint,
      onTransient: (command) => void transients.push(command),
    })
    return { page, pair, transients, text: () => textOf(page.tree, 0) }
  }
  return { runs, clock, host, paint, open }
}

it('[FP1] [FP2] a document shows the first outputs, and its page continues with the same session', async () => {
  const { runs, paint, open } = stage(async () => {
    put_text('Hello')
    put_text('You are', await input('Name'))
  })
  const { page, text } = open(await paint())
  expect([text(), page.tree.forms.size, page.status, page.isShown]).toEqual(['Hello', 1, 'connecting', true])
  page.start()
  await turn()
  const [form] = page.tree.forms.keys()
  page.send({ type: 'form-submit', form: form ?? 0, values: { data: 'Ada' } })
  await turn()
  expect([text(), runs.length, page.status]).toEqual(['Hello\nYou are Ada', 1, 'closed'])
})

it('[FP2] events of a page that is not connected yet arrive', async () => {
  const { paint, open } = stage(async () => {
    put_text('You are', await input('Name'))
  })
  const { page, text } = open(await paint())
  const [form] = page.tree.forms.keys()
  page.send({ type: 'form-submit', form: form ?? 0, values: { data: 'Ada' } })
  page.start()
  await turn()
  expect(text()).toBe('You are Ada')
})

it('[FP2] outputs between the document and its page appear once', async () => {
  const gate = new Gate()
  const { paint, open } = stage(async () => {
    put_text('first')
    await gate.promise
    put_text('second')
    await hold()
  })
  const { page, text } = open(await paint())
  gate.open()
  await turn()
  page.start()
  await turn()
  expect(text()).toBe('first\nsecond')
})

it('[FP3] transient commands wait for the page, in order, and everything after a script waits for the script', async () => {
  const { paint, open } = stage(async () => {
    put_text('before')
    emit('hello', 1)
    run_js('go()')
    put_text('after')
    await hold()
  })
  const { page, text, transients } = open(await paint())
  expect([text(), transients]).toEqual(['before', []])
  page.start()
  await turn()
  expect([text(), transients.map(({ type }) => type)]).toEqual(['before\nafter', ['app-event', 'script-run']])
})

it('[FP3] a task that asks the page before it shows anything gets an answer from the page', async () => {
  const { clock, runs, paint, open } = stage(async () => {
    put_text('zone:', String(await eval_js('zone')))
    await hold()
  })
  const painting = paint()
  clock.advance(1)
  const { page, text, transients } = open(await painting)
  expect(page.isShown).toBe(false)
  page.start()
  await turn()
  const [command] = transients
  if (command?.type !== 'script-run') throw new Error('No script came.')
  page.send({ type: 'script-result', script: command.script, ok: true, value: 'UTC' })
  await turn()
  expect([text(), runs.length]).toEqual(['zone: UTC', 1])
})

it.each([
  [{ reconnectTimeout: 10 }, 10],
  [{ reconnectTimeout: 3600 }, 31],
] as const)('[FP4] a session that no page takes ends: %o', async (options, seconds) => {
  const { clock, host, paint, open } = stage(() => hold(), options)
  const painting = paint()
  clock.advance(1)
  const { page } = open(await painting)
  clock.advance(seconds - 2)
  expect(host.registry.list()).toHaveLength(1)
  clock.advance(2)
  expect(host.registry.list()).toHaveLength(0)
  page.start()
  await turn()
  expect(page.failure).toBe('session_gone')
})

it('[FP4] a session that a page has resumed lives like any other', async () => {
  const { clock, host, paint, open } = stage(
    async () => {
      put_text('x')
      await hold()
    },
    { reconnectTimeout: 3600 },
  )
  const { page, pair } = open(await paint())
  page.start()
  await turn()
  pair.drop()
  clock.advance(600)
  expect(host.registry.list()).toHaveLength(1)
  expect(page.failure).toBeNull()
})

it('[FP4] a page that comes long after the end of the task gets all outputs', async () => {
  const { clock, runs, paint, open } = stage(() => void put_text('report'))
  const { page, text } = open(await paint())
  clock.advance(3600)
  page.start()
  await turn()
  expect([text(), page.status, page.failure, runs.length]).toEqual(['report', 'closed', null, 1])
})

it('[FP4] limits apply, and a session whose page has not connected makes room for a visitor', async () => {
  const { host, paint } = stage(
    async () => {
      put_text('x')
      await hold()
    },
    { maxSessionsPerIp: 1 },
  )
  await paint({ user_ip: '192.0.2.1' })
  const visitor = new RawPage(host)
  expect(visitor.connect({}, { user_ip: '192.0.2.1' })).toBeNull()
  await expect(paint({ user_ip: '192.0.2.1' })).rejects.toMatchObject({ code: 'server_full' })
  expect(host.registry.list()).toEqual([visitor.session])
})
