import { hold, put_text, share } from '../../src/index'
import type { ShareLink } from '../../src/index'
import { processNode } from '../../src/engine/cluster/node'
import type { SessionHostOptions } from '../../src/engine/host/session-host'
import { sessionViewers } from '../../src/engine/viewers/session-viewers'
import { readShareId } from '../../src/protocol/viewers'
import { FakeClock } from '../support/fake-clock'
import { hostOf, RawPage } from '../support/raw-page'
import { Gate, turn } from '../support/app'

/** A page whose connection has ended, and the clock of its process. */
function away(task: () => unknown = () => hold(), options: Partial<SessionHostOptions> = {}) {
  const clock = new FakeClock()
  const host = hostOf({ index: task }, { clock, reconnectTimeout: 30, ...options })
  const page = new RawPage(host)
  page.connect()
  page.drop()
  /** The process is busy for some seconds, in pieces, between which due timers fire. */
  const struggle = (seconds: number, piece: number): void => {
    for (let passed = 0; passed < seconds; passed += piece) {
      clock.block(piece)
      clock.advance(0)
    }
  }
  return { clock, host, page, struggle }
}

describe('a process that cannot keep up', () => {
  it.each([
    { block: 'one block', piece: 40 },
    { block: 'blocks that are longer than a second', piece: 1.5 },
    { block: 'blocks of a fraction of a second', piece: 0.3 },
  ])('[R1] keeps a session whose page cannot reach it meanwhile: $block', ({ piece }) => {
    const { clock, host, page, struggle } = away()
    clock.advance(20)
    struggle(40, piece)
    expect(page.session.isClosed).toBe(false)
    const back = new RawPage(host)
    expect(back.connect(page.resume(0))).toBeNull()
    expect(back.welcome).toMatchObject({ session: page.session.id, resumed: true })
  })

  it('[R1] ends the session once it has kept up for reconnect_timeout', () => {
    const { clock, page, struggle } = away()
    clock.advance(20)
    struggle(40, 0.3)
    clock.advance(9)
    expect(page.session.isClosed).toBe(false)
    clock.advance(2)
    expect(page.session.state).toMatchObject({ name: 'closed', reason: 'expired' })
  })

  it('[R1] ends sessions some minutes later even if it never keeps up', () => {
    const { page, struggle } = away()
    struggle(300, 0.7)
    expect(page.session.isClosed).toBe(false)
    struggle(60, 0.7)
    expect(page.session.state).toMatchObject({ name: 'closed', reason: 'expired' })
  })

  it('[R1] measures the last 30 seconds of a longer wait', () => {
    const { clock, page, struggle } = away(undefined, { reconnectTimeout: 3600 })
    struggle(3600, 40)
    clock.advance(29)
    expect(page.session.isClosed).toBe(false)
    clock.advance(2)
    expect(page.session.isClosed).toBe(true)
  })

  it('[L2] keeps the rest of a finished session for its page', async () => {
    const gate = new Gate()
    const { host, page, struggle } = away(async () => {
      await gate.promise
      put_text('the rest')
    })
    gate.open()
    await turn()
    struggle(40, 1.5)
    const back = new RawPage(host)
    expect(back.connect(page.resume(0))).toBeNull()
    expect(JSON.stringify(back.batches)).toContain('the rest')
  })

  it('[W2] keeps a viewer whose page cannot reach it meanwhile', async () => {
    const links: ShareLink[] = []
    const { clock, host, page, struggle } = away(
      async () => {
        links.push(await share())
        await hold()
      },
      { node: processNode(), viewers: sessionViewers },
    )
    new RawPage(host).connect(page.resume(0))
    await turn()
    const viewer = new RawPage(host)
    const { session = '', token = '' } = readShareId(links[0]?.id ?? '') ?? {}
    expect(viewer.connect({ view: { session, token } })).toBeNull()
    viewer.drop()
    struggle(40, 1.5)
    const back = new RawPage(host)
    expect(back.connect(viewer.resume(0))).toBeNull()
    back.drop()
    clock.advance(31)
    expect(new RawPage(host).connect(viewer.resume(0))).toBe('session_gone')
  })
})
