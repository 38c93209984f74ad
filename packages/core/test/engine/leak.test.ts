import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import {
  closed_signal,
  defer_call,
  hold,
  input,
  local,
  on_event,
  put_button,
  put_progressbar,
  put_text,
  run_async,
  toast,
} from '../../src/index'
import { hostOf, RawPage } from '../support/raw-page'
import { turn } from '../support/app'

jest.setTimeout(120_000)

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** As many as the complete test run has time for. `LEAK_SESSIONS=10000` checks more thoroughly. */
const SESSIONS = Number(process.env['LEAK_SESSIONS'] ?? 2000)

/** Uses every feature in which a session could keep something. */
async function everything(): Promise<void> {
  local['large'] = new Array<number>(500).fill(1)
  for (let i = 0; i < 5; i++) put_text('text', i)
  put_button('button', () => put_text('pressed'))
  put_progressbar('bar')
  toast('toast', { duration: 0, onclick: () => {} })
  on_event('event', () => {})
  defer_call(() => {})
  closed_signal().addEventListener('abort', () => {})
  run_async(() => hold())
  await input('Name', { timeout: 3600 })
}

async function heapInUse(): Promise<number> {
  for (let round = 0; round < 4; round++) {
    collect()
    await turn()
  }
  return process.memoryUsage().heapUsed
}

it(`${SESSIONS} sessions that were opened and closed leave nothing behind`, async () => {
  const host = hostOf({ index: everything })
  const openAndClose = async (count: number): Promise<WeakRef<object>[]> => {
    const refs: WeakRef<object>[] = []
    for (let i = 0; i < count; i++) {
      const page = new RawPage(host)
      page.connect()
      if (i % 200 === 0) refs.push(new WeakRef(page.session), new WeakRef(page.session.view.tree))
      if (i % 50 === 0) await turn()
      page.say({ type: 'leave' })
    }
    await turn()
    return refs
  }
  // Compiled and cached code does not belong to a session.
  await openAndClose(SESSIONS / 5)
  const before = await heapInUse()
  const refs = await openAndClose(SESSIONS)
  expect(host.registry.size).toBe(0)
  const after = await heapInUse()
  expect(refs.filter((ref) => ref.deref() !== undefined)).toEqual([])
  // A session takes more than 10 kB. The heap itself fluctuates by less than this, and a trace of each
  // session would exceed it.
  expect(after - before).toBeLessThan(2_000_000)
})
