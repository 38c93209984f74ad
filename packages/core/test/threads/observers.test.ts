import type { ShareLink } from '../../src/index'
import { hold, register_thread, share } from '../../src/index'
import { processNode } from '../../src/engine/cluster/node'
import { sessionViewers } from '../../src/engine/viewers/session-viewers'
import { readShareId } from '../../src/protocol/viewers'
import { hostOf, RawPage } from '../support/raw-page'
import { startWorker } from './start-worker'

jest.setTimeout(60_000)

/** A shared session with a worker thread that runs `scenario`, its page, and an observer's page. */
async function observed(scenario: string) {
  let link!: ShareLink
  let thread!: ReturnType<typeof startWorker>
  const host = hostOf(
    {
      index: async () => {
        link = await share()
        thread = startWorker(scenario)
        register_thread(thread.worker)
        await hold()
      },
    },
    { node: processNode(), viewers: sessionViewers, debug: true },
  )
  const driver = new RawPage(host)
  driver.connect()
  await driver.until(() => commandsOf(driver).some(({ type }) => type === 'output-insert'), 'a table')
  const observer = new RawPage(host)
  const { session = '', token = '' } = readShareId(link.id) ?? {}
  expect(observer.connect({ view: { session, token } })).toBeNull()
  const table = [...driver.session.view.tree.nodes.values()].find(({ spec }) => spec?.type === 'datatable')
    ?.spec?.id as number
  const ask = (page: RawPage, n: number, offset: number): void =>
    page.say({
      ...{ type: 'event', n, seen: 0 },
      event: { type: 'rows-request', output: table, offset, limit: 1, query: { sort: [], filter: [] } },
    })
  return { driver, observer, table, ask, thread }
}

const commandsOf = ({ batches }: RawPage) => batches.flatMap(({ commands }) => commands)
const answersOf = (page: RawPage) =>
  commandsOf(page).filter(({ type }) => type === 'rows-answer' || type === 'rows-failed')

describe('[W3] an observer of a session with a worker thread', () => {
  it('gets the rows of the thread’s tables, and nobody else does', async () => {
    const { driver, observer, table, ask, thread } = await observed('rows')
    ask(driver, 1, 5)
    ask(observer, 1, 6)
    ask(observer, 2, 7)
    await observer.until(() => answersOf(observer).length === 2, 'two answers')
    await driver.until(() => answersOf(driver).length === 1, 'an answer')
    const answer = (request: number, id: string) => ({
      type: 'rows-answer',
      output: table,
      request,
      ids: [id],
      total: 9,
    })
    expect(answersOf(driver)).toMatchObject([answer(1, 'row 5')])
    expect(answersOf(observer)).toMatchObject([answer(1, 'row 6'), answer(2, 'row 7')])
    await driver.session.close('left')
    await thread.exited
  })

  it('learns that the source has failed, and that the thread has ended', async () => {
    const { driver, observer, table, ask, thread } = await observed('rows')
    ask(observer, 1, 8)
    await observer.until(() => answersOf(observer).length === 1, 'a failure')
    expect(answersOf(observer)).toEqual([
      { type: 'rows-failed', output: table, request: 1, message: 'Error: Error: no row 8' },
    ])
    ask(observer, 2, 100)
    while (!thread.posted.includes('waits')) await new Promise(setImmediate)
    await thread.worker.terminate()
    await observer.until(() => answersOf(observer).length === 2, 'another failure')
    expect(answersOf(observer)[1]).toMatchObject({ type: 'rows-failed', request: 2 })
    await driver.session.close('left')
  })

  it('cancels requests: the thread aborts them', async () => {
    const { driver, observer, table, ask, thread } = await observed('rows')
    ask(observer, 1, 100)
    while (!thread.posted.includes('waits')) await new Promise(setImmediate)
    observer.say({ type: 'event', n: 2, seen: 0, event: { type: 'rows-cancel', output: table, request: 1 } })
    while (!thread.posted.includes('aborted')) await new Promise(setImmediate)
    expect(answersOf(observer)).toEqual([])
    await driver.session.close('left')
    await thread.exited
  })
})
