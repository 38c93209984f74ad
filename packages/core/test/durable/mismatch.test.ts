import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { DurableMismatch } from '../../src/errors'
import { input, put_button, put_markdown, put_scope, put_text, sleep, step } from '../../src/index'
import { open_app } from '../../src/testing/index'

/** The line of this file with this mark. */
function lineOf(mark: string): string {
  const at = readFileSync(__filename, 'utf8')
    .split('\n')
    .findIndex((text) => text.includes(`// ${mark}`))
  return `${__filename}:${at + 1}`
}

/** Answers each form of a task with its label, restarts it with different code, and returns the log. */
async function mismatch(task: (isNew: boolean) => Promise<void>, forms: number): Promise<DurableMismatch> {
  let isNew = false
  const t = await open_app(() => task(isNew), { durable: true })
  for (let i = 0; i < forms; i++) await t.submit('x')
  await t.settle()
  isNew = true
  const error: unknown = await t.restart().catch((thrown: unknown) => thrown)
  if (!(error instanceof DurableMismatch)) throw new Error(`It went on: ${t.text()}`)
  return error
}

describe('a mismatch names the record, and the line of the author', () => {
  it('that has opened another form', async () => {
    const error = await mismatch(async (isNew) => {
      if (isNew)
        await input('Other') // another form
      else await input('Name')
      await input('End')
    }, 1)
    expect(error.message).toBe(
      `The journal continues with answer "form:Name/data", but the program has form:Other/data instead: ${lineOf('another form')}`,
    )
    expect([error.at, error.record]).toEqual([lineOf('another form'), 2])
  })

  it('that has made another call', async () => {
    const error = await mismatch(async (isNew) => {
      await step('load', () => 1)
      await step(isNew ? 'pay' : 'charge', () => 2) // another call
      await input('End')
    }, 0)
    expect(error.message).toBe(
      `Call 2 of task m was step:charge, and is step:pay now: ${lineOf('another call')}`,
    )
    expect(error.record).toBe(3)
  })

  it('in a callback', async () => {
    let isNew = false
    const t = await open_app(
      async () => {
        put_button('Pay', () => step(isNew ? 'pay' : 'charge', () => 2)) // in a callback
        await input('End')
      },
      { durable: true },
    )
    await t.click('Pay')
    await t.settle()
    isNew = true
    await expect(t.restart()).rejects.toThrow(
      `Call 1 of task e1 was step:charge, and is step:pay now: ${lineOf('in a callback')}`,
    )
  })

  it('and then it waits for something else', async () => {
    const error = await mismatch(async (isNew) => {
      put_text('begin')
      if (isNew) await sleep(1000) // waits now
      await input('Name')
      await input('End')
    }, 1)
    expect(error.message).toBe(
      `The journal continues with answer "form:Name/data", but the program waits for something else, after: ${lineOf('waits now')}`,
    )
  })

  it.each<[string, (isNew: boolean) => unknown]>([
    ['another type', (isNew) => (isNew ? put_markdown('a') : put_text('a'))],
    ['another scope', (isNew) => put_text('a', { scope: isNew ? 'one' : 'two' })],
    ['another name', (isNew) => put_scope(isNew ? 'three' : 'four')],
  ])('before which it has shown something else: %s', async (_, show) => {
    const before = await mismatch(async (isNew) => {
      for (const name of ['one', 'two']) put_scope(name)
      show(isNew)
      await step('load', () => 1) // the next call
      await input('End')
    }, 0)
    expect(before.message).toBe(
      `Call 1 of task m, step:load, comes after other outputs or forms than before: ${lineOf('the next call')}`,
    )
    const form = await mismatch(async (isNew) => {
      for (const name of ['one', 'two']) put_scope(name)
      show(isNew)
      await input('Name') // the next form
      await input('End')
    }, 1)
    expect(form.message).toBe(
      `The journal continues with answer "form:Name/data", whose form comes after other outputs or forms than before: ${lineOf('the next form')}`,
    )
  })
})

it('other texts are no mismatch', async () => {
  let isNew = false
  const t = await open_app(
    async () => {
      put_text(isNew ? 'Good morning' : 'Hello')
      put_button(isNew ? 'Go' : 'Start', () => {})
      await step('load', () => 1)
      await input('End')
    },
    { durable: true },
  )
  await t.settle()
  isNew = true
  await t.restart()
  expect(t.text()).toContain('Good morning')
})
