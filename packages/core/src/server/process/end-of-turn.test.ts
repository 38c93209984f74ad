import { AsyncLocalStorage } from 'node:async_hooks'
import process from 'node:process'
import { atEndOfTurn } from './end-of-turn'

const turnOver = () => new Promise(setImmediate)

it('fires after the microtasks of the turn, in the order of the calls', async () => {
  const fired: string[] = []
  atEndOfTurn(() => fired.push('first'))
  atEndOfTurn(() => fired.push('second'))
  void Promise.resolve().then(() => fired.push('microtask'))
  await turnOver()
  expect(fired).toEqual(['microtask', 'first', 'second'])
})

it('fires what a call adds in the next turn', async () => {
  const fired: string[] = []
  atEndOfTurn(() => {
    fired.push('first')
    atEndOfTurn(() => fired.push('added'))
  })
  await turnOver()
  expect(fired).toEqual(['first'])
  await turnOver()
  expect(fired).toEqual(['first', 'added'])
})

it('gives nobody the context of another caller', async () => {
  const storage = new AsyncLocalStorage<string>()
  const contexts: unknown[] = []
  storage.run('a task', () => atEndOfTurn(() => contexts.push(storage.getStore())))
  atEndOfTurn(() => contexts.push(storage.getStore()))
  await turnOver()
  expect(contexts).toEqual([undefined, undefined])
})

it('fires the others if one throws', async () => {
  const thrown = new Promise((resolve) => process.setUncaughtExceptionCaptureCallback(resolve))
  try {
    const fired = new Promise((resolve) => {
      atEndOfTurn(() => {
        throw new Error('one')
      })
      atEndOfTurn(() => resolve('the other'))
    })
    expect(await thrown).toEqual(new Error('one'))
    expect(await fired).toBe('the other')
  } finally {
    process.setUncaughtExceptionCaptureCallback(null)
  }
})
