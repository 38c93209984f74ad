import { lazyModule } from './lazy-module'
import { pendingLoads } from './session/pending-loads'

jest.useFakeTimers()

/** A module whose load fails the given number of times. */
function failing(times: number) {
  let left = times
  const load = jest.fn(() => (left-- > 0 ? Promise.reject(new Error('offline')) : Promise.resolve('code')))
  return { load, module: lazyModule<string>(load) }
}

let reported: jest.SpyInstance
beforeEach(() => {
  reported = jest.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => reported.mockRestore())

it('is loaded once, whoever asks', async () => {
  const { load, module } = failing(0)
  const listener = jest.fn()
  module.subscribe(listener)
  module.subscribe(() => {})
  expect(module.get()).toBeNull()
  expect(await module.load()).toBe('code')
  expect([module.get(), load.mock.calls.length, listener.mock.calls.length]).toEqual(['code', 1, 1])
})

it('is waited for by scripts from the moment at which somebody needs it', async () => {
  const { module } = failing(0)
  module.preload()
  expect(pendingLoads()).toBeNull()
  module.subscribe(() => {})
  const loads = pendingLoads()
  expect(loads).not.toBeNull()
  await loads
  expect([module.get(), pendingLoads()]).toEqual(['code', null])
})

it('is retried after 1, 2 and 4 seconds while somebody waits, and reported once', async () => {
  const { load, module } = failing(3)
  const listener = jest.fn()
  module.subscribe(listener)
  await jest.advanceTimersByTimeAsync(999)
  expect(load).toHaveBeenCalledTimes(1)
  await jest.advanceTimersByTimeAsync(1)
  expect(load).toHaveBeenCalledTimes(2)
  await jest.advanceTimersByTimeAsync(2000)
  expect(load).toHaveBeenCalledTimes(3)
  await jest.advanceTimersByTimeAsync(4000)
  expect([load.mock.calls.length, module.get(), listener.mock.calls.length]).toEqual([4, 'code', 1])
  expect(reported.mock.calls).toEqual([
    ['WebIO: a part of the page could not be loaded.', expect.objectContaining({ message: 'offline' })],
  ])
})

it('is not retried when nobody waits anymore', async () => {
  const { load, module } = failing(1)
  const leave = module.subscribe(() => {})
  await jest.advanceTimersByTimeAsync(500)
  leave()
  await jest.advanceTimersByTimeAsync(60_000)
  expect(load).toHaveBeenCalledTimes(1)
})

it('may fail in silence if it is loaded ahead of time, and is loaded when somebody needs it', async () => {
  const { load, module } = failing(1)
  module.preload()
  expect(pendingLoads()).toBeNull()
  await jest.advanceTimersByTimeAsync(60_000)
  expect([load.mock.calls.length, reported.mock.calls]).toEqual([1, []])
  module.subscribe(() => {})
  expect(await module.load()).toBe('code')
})

it('is retried by one timer, however many have asked', async () => {
  const { load, module } = failing(Infinity)
  module.subscribe(() => {})
  await jest.advanceTimersByTimeAsync(0)
  module.subscribe(() => {})
  await jest.advanceTimersByTimeAsync(0)
  expect(load).toHaveBeenCalledTimes(2)
  await jest.advanceTimersByTimeAsync(1000)
  expect(load).toHaveBeenCalledTimes(3)
  await jest.advanceTimersByTimeAsync(1000)
  expect(load).toHaveBeenCalledTimes(3)
})
