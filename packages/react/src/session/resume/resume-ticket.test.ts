import { BroadcastChannel } from 'node:worker_threads'
import { ResumeTicket } from './resume-ticket'

const KEY = 'place'
const TICKET = { session: 's1', secret: 'k1' }

/** The browser's events when a page goes away, and when it returns from the cache. */
const page = (type: 'pagehide' | 'pageshow'): void => void dispatchEvent(new Event(type))

describe('ResumeTicket', () => {
  let held: ResumeTicket
  beforeEach(() => {
    // jsdom has no BroadcastChannel. Node's works the same way, across threads instead of tabs.
    Object.assign(globalThis, { BroadcastChannel })
    held = new ResumeTicket(KEY)
  })
  afterEach(() => {
    held.drop()
    sessionStorage.clear()
  })

  it('finds nothing if nothing was stored', async () => {
    expect(await held.find()).toBeUndefined()
  })

  it('finds the previous page’s ticket after a reload', async () => {
    held.hold(TICKET)
    page('pagehide')
    held.release()
    expect(await new ResumeTicket(KEY).find()).toEqual(TICKET)
    expect(await new ResumeTicket('elsewhere').find()).toBeUndefined()
  })

  it('is not found in a duplicated tab while the first one shows the session', async () => {
    held.hold(TICKET)
    // A duplicated tab has a copy of the storage. Here, both share one storage.
    expect(await new ResumeTicket(KEY).find()).toBeUndefined()
  })

  it('is found after a crash, when no tab claims the session', async () => {
    held.hold(TICKET)
    held.release()
    expect(await new ResumeTicket(KEY).find()).toEqual({ ...TICKET, isUnsure: true })
  })

  it('is in use again after the page returns from the cache', async () => {
    held.hold(TICKET)
    page('pagehide')
    page('pageshow')
    expect(await new ResumeTicket(KEY).find()).toBeUndefined()
  })

  it('[H9] leaves the decision to the server if tabs cannot be asked', async () => {
    held.hold(TICKET)
    held.release()
    Reflect.deleteProperty(globalThis, 'BroadcastChannel')
    expect(await new ResumeTicket(KEY).find()).toEqual({ ...TICKET, isUnsure: true })
  })

  it('is gone after it is dropped', async () => {
    held.hold(TICKET)
    held.drop()
    page('pagehide')
    expect(sessionStorage).toHaveLength(0)
  })

  it.each(['nonsense', '{}', '{"session":1,"secret":"k","parked":true}', 'null'])(
    'ignores %s in the storage',
    async (json) => {
      sessionStorage.setItem(KEY, json)
      expect(await held.find()).toBeUndefined()
    },
  )

  it('works without storage, and finds nothing', async () => {
    const forbidden = jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    held.hold(TICKET)
    page('pagehide')
    expect(await new ResumeTicket(KEY).find()).toBeUndefined()
    forbidden.mockRestore()
  })
})
