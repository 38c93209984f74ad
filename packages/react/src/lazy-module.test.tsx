import type { ReactNode } from 'react'
import { Suspense, useEffect, useState } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { lazyModule, useReadableModule } from './lazy-module'
import type { LazyModule } from './session/later-code'
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

describe('useReadableModule, while a document is hydrated', () => {
  afterEach(() => Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true }))

  /** Hydrates a component that needs two modules and has other hooks. Resolves when it is live. */
  async function hydrate(first: LazyModule<string>, second: LazyModule<string>): Promise<void> {
    jest.useRealTimers()
    // In a test environment, React starts over where it would continue elsewhere.
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false })
    const root = document.createElement('div')
    root.innerHTML = '<!--$--><p>one two three</p><!--/$-->'
    const before = root.querySelector('p')
    const problems: unknown[] = []
    const note = (error: unknown): void => void problems.push(error)
    const options = { onCaughtError: note, onRecoverableError: note, onUncaughtError: note }
    await new Promise<void>((resolve) => {
      function Both(): ReactNode {
        const one = useReadableModule(first)
        const two = useReadableModule(second)
        const [three] = useState('three')
        useEffect(resolve, [])
        return <p>{[one, two, three].join(' ')}</p>
      }
      hydrateRoot(
        root,
        <Suspense fallback={null}>
          <Both />
        </Suspense>,
        options,
      )
    })
    expect([root.textContent, root.querySelector('p') === before, problems]).toEqual([
      'one two three',
      true,
      [],
    ])
  }

  it.each<[string, (text: string) => LazyModule<string>]>([
    ['in a while', (text) => lazyModule(() => new Promise((resolve) => setTimeout(resolve, 20, text)))],
    ['soon', (text) => lazyModule(() => Promise.resolve(text))],
    ['before React looks again', fromNextMicrotask],
    ['before it is asked for', loaded],
  ])('waits for modules that arrive %s', (_, late) => hydrate(late('one'), late('two')))
})

function fromNextMicrotask(text: string): LazyModule<string> {
  let value: string | null = null
  let loading: Promise<string> | undefined
  const load = (): Promise<string> => (loading ??= Promise.resolve().then(() => (value = text)))
  return { subscribe: () => () => {}, get: () => value, load }
}

function loaded(text: string): LazyModule<string> {
  const loading = Promise.resolve(text)
  return { subscribe: () => () => {}, get: () => text, load: () => loading }
}
