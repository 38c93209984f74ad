import { describe, expect, it } from '@jest/globals'
import {
  checkpoint,
  clear,
  input,
  on_resume,
  patched,
  put_button,
  put_text,
  run_async,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { DurablePage } from './durable-page'
import { WatchedStore } from './watched-store'

describe('patched', () => {
  /** A task whose second version asks for consent before the address. */
  function versions() {
    const code = { isNew: false }
    const task = async (): Promise<void> => {
      const name = await input('Name')
      const consent = code.isNew && patched('consent') ? await input('Consent') : 'not asked'
      put_text(name, consent, await input('Address'))
      put_text('again', code.isNew && patched('consent'))
      await input('End')
    }
    return { code, task }
  }

  it('is false, in every run, in a session that had passed the place before the change', async () => {
    const { code, task } = versions()
    const t = await open_app(task, { durable: true })
    await t.submit('Ada')
    code.isNew = true
    await t.restart()
    expect((await t.form()).label).toBe('Address')
    await t.restart()
    await t.submit('London')
    await t.restart()
    expect(t.text()).toBe('Ada not asked London\nagain false')
  })

  it('is true in a session that had not reached the place, and in one that began after the change', async () => {
    const { code, task } = versions()
    const early = await open_app(task, { durable: true })
    code.isNew = true
    const late = await open_app(task, { durable: true })
    for (const t of [early, late]) {
      await t.restart()
      await t.submit('Ada')
      await t.restart()
      expect((await t.form()).label).toBe('Consent')
      await t.submit('yes')
      await t.submit('London')
      await t.restart()
      expect(t.text()).toBe('Ada yes London\nagain true')
    }
  })

  it('is true outside a durable session', async () => {
    const t = await open_app(() => void put_text(patched('any')))
    expect(t.text()).toBe('true')
  })
})

describe('checkpoint', () => {
  /** Counts votes, and discards the records that led to the count. */
  const poll = async ({ checkpoint: before }: { checkpoint?: { votes: Map<string, number> } }) => {
    const votes = before?.votes ?? new Map<string, number>()
    for (;;) {
      clear('ROOT')
      for (const [name, count] of votes) put_text(name, count)
      const name = await input(`Vote ${[...votes.values()].reduce((sum, one) => sum + one, 1)}`)
      votes.set(name, (votes.get(name) ?? 0) + 1)
      checkpoint({ votes })
    }
  }

  it('restarts the task with its state, and discards the records before it', async () => {
    const store = new WatchedStore()
    const t = await open_app(poll as never, { durable: store })
    for (const name of ['a', 'b', 'a']) await t.submit(name)
    const before = t.text()
    expect(before).toBe('a 2\nb 1')
    const ids = t.outputs.map(({ id }) => id)
    await t.restart()
    expect(t.text()).toBe(before)
    expect((await t.form()).label).toBe('Vote 4')
    const kept = await store.kept(t.session.id)
    expect(kept.map(({ kind }) => kind)).toEqual(['open'])
    await t.submit('c')
    await t.restart()
    await t.submit('c')
    expect(t.text()).toBe('a 2\nb 1\nc 2')
    // Earlier ids are not issued again, so a late click cannot reach anything else.
    expect(t.outputs.map(({ id }) => id).filter((id) => ids.includes(id))).toEqual([])
  })

  it('does not repeat an event from before it, even if the page resends that event', async () => {
    const store = new WatchedStore()
    const one = new DurablePage(poll as never, { store })
    await one.until(() => one.form === 'Vote 1', 'the form')
    const truncate = store.truncate.bind(store)
    store.truncate = async (...args) => {
      // The page is not told that its answer is safe.
      one.page.drop()
      await truncate(...args)
    }
    await one.answer('Vote 1', 'a')
    await store.until(() => store.of('open').length === 2, 'the checkpoint')
    const { id, secret } = one.page.session
    await one.page.session.suspend()
    await one.host.durable?.resume(id, secret)
    await one.page.resume()
    await one.until(() => one.form === 'Vote 2', 'the next form')
    await one.page.settle()
    expect([one.text, one.page.refused, one.log]).toEqual(['a 1', [], []])
    expect(one.page.half.isPending(1)).toBe(false)
  })

  it('keeps what happened after it', async () => {
    const t = await open_app(
      async ({ checkpoint: state }) => {
        if (state === undefined) {
          await input('Before')
          checkpoint('s')
        }
        put_text('first', await input('First'))
        put_text('second', await input('Second'))
        await input('End')
      },
      { durable: true },
    )
    await t.submit('0')
    await t.submit('1')
    await t.restart()
    expect(t.text()).toBe('first 1')
    await t.submit('2')
    await t.restart()
    expect(t.text()).toBe('first 1\nsecond 2')
  })

  it('is refused outside the main task, and for a state that is not data', async () => {
    const errors: string[] = []
    const tried = (what: unknown) => {
      try {
        checkpoint(what)
      } catch (error) {
        errors.push(String(error))
      }
    }
    const t = await open_app(
      async () => {
        tried(() => 1)
        run_async(() => tried(1))
        put_button('Try', () => tried(1))
        await input('End')
      },
      { durable: true },
    )
    await t.click('Try')
    const elsewhere =
      'Error: checkpoint: call it in the main task, not in a callback or in a task that run_async has started.'
    expect(errors).toEqual([expect.stringContaining('TypeError: checkpoint: the value is a function'), elsewhere, elsewhere]) // prettier-ignore
  })
})

describe('on_resume', () => {
  it('is called once for each restart, and never in the first run', async () => {
    const calls: string[] = []
    const t = await open_app(
      async () => {
        on_resume(() => {
          calls.push('resumed')
          put_text('back again')
        })
        put_text(await input('Name'))
        await input('End')
      },
      { durable: true },
    )
    await t.submit('Ada')
    expect(calls).toEqual([])
    await t.restart()
    expect(calls).toHaveLength(1)
    await t.until(() => t.text() === 'Ada\nback again', 'what on_resume shows')
    await t.restart()
    expect(calls).toHaveLength(2)
    // Its outputs are not recorded.
    await t.until(() => t.text() === 'Ada\nback again', 'the same, once')
  })

  it('its errors are logged like those of a callback, and the session continues', async () => {
    const t = await open_app(
      async () => {
        on_resume(() => {
          throw new Error('mine')
        })
        put_text(await input('Name'))
        await input('End')
      },
      { durable: true },
    )
    await t.restart()
    await t.submit('Ada')
    expect(t.errors.map(String)).toEqual(['Error: mine'])
    expect(t.text()).toContain('Ada')
  })
})
