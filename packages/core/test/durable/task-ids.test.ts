import { describe, expect, it } from '@jest/globals'
import {
  input,
  put_button,
  put_buttons,
  put_input,
  put_row,
  put_scope,
  put_text,
  put_textarea,
  pin_on_change,
  run_async,
  toast,
  use_scope,
} from '../../src/index'
import { TaskPaths } from '../../src/engine/tasks/task-path'
import {
  eventRanges,
  FarRanges,
  FIRST_THREAD_ID,
  mainRanges,
  startedRanges,
} from '../../src/engine/tasks/id-ranges'
import { open_app } from '../../src/testing/index'

/** The outputs of a page with their ids, in an order that does not depend on time. */
function idsOf(app: Awaited<ReturnType<typeof open_app>>): string[] {
  const textOf = (output: object) => ('text' in output ? output.text : 'label' in output ? output.label : '')
  return app.outputs.map((output) => `${output.id} ${output.type} ${String(textOf(output))}`).sort()
}

/** A promise and its resolver. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open: () => open() }
}

describe('ids belong to the task that issues them', () => {
  it('gives two tasks the same ids, no matter which one is faster', async () => {
    const run = async (first: 'approve' | 'reject') => {
      const gates = { approve: gate(), reject: gate() }
      const done: string[] = []
      const app = await open_app(() => {
        put_scope('main')
        run_async(async () => {
          await gates.approve.opened
          put_row([put_button('Approve', () => void done.push('approved')), put_text('yes')])
          done.push('approve shown')
        })
        run_async(async () => {
          await gates.reject.opened
          run_async(() => put_text('nested'))
          put_row([put_button('Reject', () => void done.push('rejected')), put_text('no')])
          done.push('reject shown')
        })
        put_text('both wait')
      })
      gates[first].open()
      await app.until(() => done.length === 1, 'the first')
      gates.approve.open()
      gates.reject.open()
      await app.until(() => done.length === 2, 'both')
      await app.settle()
      return idsOf(app)
    }
    const ids = await run('approve')
    expect(await run('reject')).toEqual(ids)
    expect(ids).toHaveLength(8)
  })

  it('gives the callbacks of an event the same ids, no matter what other events show in between', async () => {
    const run = async (isSlow: boolean) => {
      const slow = gate()
      const app = await open_app(() => {
        put_button('A', async () => {
          if (isSlow) await slow.opened
          put_text('by A')
        })
        put_button('B', () => put_text('by B'))
        put_textarea('t', { onchange: (text: string) => put_text('onchange', text) })
        pin_on_change('t', { onchange: (text: string) => put_text('listener', text) })
      })
      await app.click('A')
      await app.click('B')
      await app.change_pin('t', 'x')
      slow.open()
      await app.until(() => app.text().includes('by A'), 'A')
      return idsOf(app)
    }
    expect(await run(true)).toEqual(await run(false))
  })

  it('numbers what rules and handlers of a form show by their event, not by the task that asks', async () => {
    const run = async (isChanged: boolean) => {
      const app = await open_app(async () => {
        await input('Name', {
          onchange: () => put_text('changed'),
          validate: (name: string) => (name === 'bad' ? (toast('no'), 'bad') : null),
        })
        put_text('after')
      })
      if (isChanged) {
        await app.change('data', 'x')
        await app.submit('bad')
      }
      await app.submit('good')
      return app.outputs.find((output) => output.type === 'text' && output.text === 'after')?.id
    }
    const id = await run(false)
    expect(id).toBeGreaterThan(0)
    expect(await run(true)).toBe(id)
  })

  it('never issues an id twice', async () => {
    const app = await open_app(() => {
      for (let task = 0; task < 600; task++) run_async(() => put_text('started'))
      put_scope('list')
      put_buttons(['Fill'], () =>
        use_scope('list', () => {
          for (let line = 0; line < 1500; line++) put_text(line)
        }),
      )
      put_input('i')
      pin_on_change('i', { onchange: () => put_text('heard') })
      pin_on_change('i', { onchange: () => put_text('heard, too') })
    })
    await app.click('Fill')
    await app.click('Fill')
    for (const value of ['a', 'b', 'c']) await app.change_pin('i', value)
    const ids = app.outputs.map(({ id }) => id)
    expect(ids).toHaveLength(600 + 1 + 3000 + 1 + 6)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('the ranges of ids', () => {
  it('do not overlap', () => {
    const ranges = [
      ...mainRanges(10),
      ...Array.from({ length: 600 }, (_, index) => startedRanges(index + 1)).flat(),
      ...Array.from({ length: 2100 }, (_, n) =>
        [0, 1, 2, 3, 4, 5, 6].flatMap((k) => eventRanges(n, k)),
      ).flat(),
      ...eventRanges(2 ** 20 - 1, 0),
      ...eventRanges(2 ** 20, 0),
    ]
    ranges.sort((a, b) => a.next - b.next)
    for (const [index, { next, end }] of ranges.entries()) {
      expect(end).toBeGreaterThan(next)
      expect(next).toBeGreaterThanOrEqual(ranges[index - 1]?.end ?? 10)
    }
    expect(ranges.at(-1)?.end).toBeLessThanOrEqual(2 ** 30)
  })

  it('that come from a hash are far apart, and the same for the same path', () => {
    const paths = Array.from({ length: 5000 }, (_, index) => `m.${index % 70}.${Math.floor(index / 70)}`)
    const far = new FarRanges()
    const first = paths.map((path) => far.range(path, 0).next)
    expect(new Set(first).size).toBe(paths.length)
    expect(Math.min(...first)).toBeGreaterThanOrEqual(2 ** 32)
    expect(Math.max(...first) + 2 ** 18).toBeLessThanOrEqual(FIRST_THREAD_ID)
    const again = new FarRanges()
    expect([...paths].reverse().map((path) => again.range(path, 0).next)).toEqual(first.reverse())
  })

  it('continue if a task exhausts them', () => {
    const { main } = new TaskPaths()
    const child = main.child()
    const ids = new Set<number>()
    for (let id = 0; id < 600_000; id++) ids.add(child.newId())
    for (let id = 0; id < 600_000; id++) ids.add(main.newId())
    expect(ids.size).toBe(1_200_000)
    expect([...ids].every((id) => id < FIRST_THREAD_ID)).toBe(true)
  })

  it('of threads are shared, because their order depends on time', () => {
    const paths = new TaskPaths({ firstId: FIRST_THREAD_ID })
    const ids = [paths.main.newId(), paths.main.child().newId(), paths.ofEvent(3).newId(), paths.main.newId()]
    expect(ids).toEqual([0, 1, 2, 3].map((index) => FIRST_THREAD_ID + index))
  })
})
