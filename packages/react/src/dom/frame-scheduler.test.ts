import { inNextFrame, pacedScheduler } from './frame-scheduler'
import { RunBudget } from '../session/run-budget'

describe('inNextFrame', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => {
    jest.useRealTimers()
    jest.restoreAllMocks()
  })

  it('runs work once, in the next frame', () => {
    const work = jest.fn()
    inNextFrame(work)
    expect(work).not.toHaveBeenCalled()
    jest.advanceTimersToNextFrame()
    expect(work).toHaveBeenCalledTimes(1)
    jest.runAllTimers()
    expect(work).toHaveBeenCalledTimes(1)
  })

  it('runs work if no frame comes', () => {
    jest.spyOn(globalThis, 'requestAnimationFrame').mockReturnValue(1)
    const work = jest.fn()
    inNextFrame(work)
    jest.advanceTimersByTime(249)
    expect(work).not.toHaveBeenCalled()
    jest.advanceTimersByTime(1)
    expect(work).toHaveBeenCalledTimes(1)
  })

  it('runs work soon in a hidden page', () => {
    jest.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    const frames = jest.spyOn(globalThis, 'requestAnimationFrame')
    const work = jest.fn()
    inNextFrame(work)
    jest.advanceTimersByTime(1)
    expect(work).toHaveBeenCalledTimes(1)
    expect(frames).not.toHaveBeenCalled()
  })

  it('does not run canceled work', () => {
    const work = jest.fn()
    inNextFrame(work)()
    jest.runAllTimers()
    expect(work).not.toHaveBeenCalled()
  })
})

describe('pacedScheduler', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => jest.useRealTimers())

  /** Runs work that takes `ms`, and leaves more to do on request. Returns the budget's next limit. */
  function limitAfter(ms: number, leavesWork: boolean): number {
    const budget = new RunBudget()
    const schedule = pacedScheduler(budget, () => {})
    // The first run does not come in a frame.
    schedule(() => {})
    jest.runAllTicks()
    schedule(() => {
      jest.advanceTimersByTime(ms)
      if (leavesWork) schedule(() => {})
    })
    jest.advanceTimersToNextFrame()
    jest.advanceTimersByTime(0)
    return budget.limit
  }

  it('adjusts the budget to the time that a run took', () => {
    const { limit } = new RunBudget()
    expect(limitAfter(100, true)).toBeLessThan(limit)
    expect(limitAfter(5, true)).toBeGreaterThan(limit)
    expect(limitAfter(100, false)).toBe(limit)
  })

  it('reports when a run is done', () => {
    const order: string[] = []
    pacedScheduler(new RunBudget(), () => order.push('after'))(() => order.push('work'))
    jest.advanceTimersToNextFrame()
    expect(order).toEqual(['work', 'after'])
  })

  it('runs the first work at once, after the caller, and all other work in the next frame', () => {
    const order: string[] = []
    const schedule = pacedScheduler(new RunBudget(), () => {})
    schedule(() => order.push('first'))
    order.push('caller')
    jest.runAllTicks()
    expect(order).toEqual(['caller', 'first'])
    schedule(() => order.push('second'))
    jest.runAllTicks()
    expect(order).toHaveLength(2)
    jest.advanceTimersToNextFrame()
    expect(order).toEqual(['caller', 'first', 'second'])
  })

  it('does not run the first work if it is canceled', () => {
    const work = jest.fn()
    pacedScheduler(new RunBudget(), () => {})(work)()
    jest.runAllTicks()
    expect(work).not.toHaveBeenCalled()
  })
})
