import { announceSession, isShownElsewhere } from './session-presence'

/** The locks of one origin, which jsdom lacks. */
function openLocks(): { request: jest.Mock; query(): Promise<object> } {
  const held = new Set<{ readonly name: string }>()
  return {
    request: jest.fn(async (name: string, _: object, use: () => Promise<void>) => {
      const lock = { name }
      held.add(lock)
      await use()
      held.delete(lock)
    }),
    query: async () => ({ held: [...held], pending: [] }),
  }
}

describe('the presence of a session', () => {
  afterEach(() => void Reflect.deleteProperty(navigator, 'locks'))

  it('is known at once by its lock, without asking another page', async () => {
    Object.defineProperty(navigator, 'locks', { value: openLocks(), configurable: true })
    const leave = announceSession('s1')
    expect(await Promise.all([isShownElsewhere('s1'), isShownElsewhere('s2')])).toEqual([true, false])
    leave()
    await Promise.resolve()
    await Promise.resolve()
    expect(await isShownElsewhere('s1')).toBe(false)
  })

  it('[H9] is unknown without locks if no page answers, so the server finds out', async () => {
    expect(await isShownElsewhere('s1')).toBe('unsure')
  })

  it('is requested from other pages if the browser has locks, but none for this session', async () => {
    const query = (): Promise<never> => Promise.reject(new DOMException('opaque origin', 'SecurityError'))
    Object.defineProperty(navigator, 'locks', { value: { query }, configurable: true })
    expect(await isShownElsewhere('s1')).toBe('unsure')
  })
})
