import { systemClock } from './clock'

const DAY = 24 * 60 * 60 * 1000

describe('systemClock', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => jest.useRealTimers())

  it('fires at its time, even beyond the maximum delay of setTimeout', () => {
    let fired = 0
    systemClock.setTimer(() => fired++, 30 * DAY)
    jest.advanceTimersByTime(30 * DAY - 1)
    expect(fired).toBe(0)
    jest.advanceTimersByTime(1)
    expect(fired).toBe(1)
  })

  it('never fires for Infinity', () => {
    let fired = 0
    systemClock.setTimer(() => fired++, Infinity)
    jest.advanceTimersByTime(100 * DAY)
    expect(fired).toBe(0)
  })

  it('does not fire once it is canceled, no matter how long it has waited', () => {
    let fired = 0
    const cancel = systemClock.setTimer(() => fired++, 60 * DAY)
    jest.advanceTimersByTime(40 * DAY)
    cancel()
    jest.advanceTimersByTime(40 * DAY)
    expect([fired, jest.getTimerCount()]).toEqual([0, 0])
  })
})
