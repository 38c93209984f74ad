import type { Locator, Page } from 'playwright-core'
import { example, press, siteBrowser, untilToast } from './site-browser'

jest.setTimeout(120_000)

const { openForAll } = siteBrowser()

let page: Page
beforeAll(async () => {
  page = await openForAll('/tour/scopes')
})

const scope = (where: Locator, name: string): Locator =>
  where.locator(`[data-webio-scope="${name}"]`)

/** The texts in a place, in document order. */
const texts = (where: Locator): Promise<string[]> =>
  where.locator('[data-webio-output="text"]').allInnerTexts()

/** Waits until a text is gone. */
const untilGone = (where: Locator, text: string): Promise<void> =>
  where.getByText(text, { exact: true }).waitFor({ state: 'detached' })

it('use_scope creates a scope, and refills it in place', async () => {
  const use = example(page, 'use')
  await press(use, 'Change')
  await scope(use, 'weather')
    .getByText(/^Rain at/)
    .waitFor()
  expect(await texts(use)).toEqual([
    expect.stringMatching(/^Rain at/),
    'Below the scope',
  ])
})

it('use_scope.wrap fills the scope on every call', async () => {
  const wrapped = example(page, 'wrapped')
  await press(wrapped, 'Log')
  await press(wrapped, 'Log')
  const lines = scope(wrapped, 'log').getByText('A line above the button.')
  await lines.nth(1).waitFor()
  expect(await lines.count()).toBe(2)
})

it('position counts from either end', async () => {
  const list = scope(example(page, 'positions'), 'list')
  await list.getByText('D').waitFor()
  expect(await texts(list)).toEqual(['B', 'D', 'C', 'A'])
})

it('put_scope is in a cell, and can be filled from outside', async () => {
  const put = example(page, 'put')
  const cell = put
    .getByRole('cell')
    .filter({ has: page.locator('[data-webio-scope="state"]') })
  await cell.getByText('waiting').waitFor()
  await press(put, 'done')
  await cell.getByText('done').waitFor()
  expect(await texts(cell)).toEqual(['done'])
})

it('set_scope stays where it was set; it is emptied, or created again elsewhere', async () => {
  const set = example(page, 'set')
  await set.getByText('in the middle').waitFor()
  expect(await texts(set)).toEqual(['first', 'in the middle', 'last'])
  await press(set, 'clear')
  await untilGone(set, 'in the middle')
  await press(set, 'Write into it')
  await set.getByText('written').waitFor()
  expect(await texts(set)).toEqual(['first', 'written', 'last'])
  await press(set, 'remove')
  await untilGone(set, 'written')
  await press(set, 'Write into it')
  await set.getByText('written').waitFor()
  expect(await texts(set)).toEqual(['first', 'last', 'written'])
})

it('get_scope returns the surrounding scopes, and an index can be a target', async () => {
  const stack = example(page, 'stack')
  await stack.getByText('next to it, in outer').waitFor()
  expect(await texts(scope(stack, 'inner'))).toEqual(['ROOT, then outer, then inner'])
  expect(await texts(scope(stack, 'outer'))).toHaveLength(2)
})

it('clear empties a scope; remove deletes it, and later outputs for it are dropped', async () => {
  const cleared = example(page, 'cleared')
  await press(cleared, 'write')
  await cleared.getByText('Another').waitFor()
  await press(cleared, 'clear')
  await untilGone(cleared, 'Another')
  expect(await texts(cleared)).toEqual([])
  await press(cleared, 'write')
  await cleared.getByText('Another').waitFor()
  await press(cleared, 'remove')
  await scope(cleared, 'notes').waitFor({ state: 'detached' })
  await press(cleared, 'write')
  await untilToast(page, 'Done: write', 3)
  expect(await texts(cleared)).toEqual([])
})

it('scroll_to brings a scope to the top, the middle and the bottom of the view', async () => {
  await page.setViewportSize({ width: 1280, height: 500 })
  const scroll = example(page, 'scroll')
  const target = scope(scroll, 'target')
  await target.waitFor()
  /** Waits until the target is at this position: its edge, or its middle, as a share of the view's height. */
  const until = async (
    edge: 'top' | 'middle' | 'bottom',
    share: number,
  ): Promise<unknown> =>
    page.waitForFunction(
      ([element, edge, share]) => {
        const { top, bottom } = (element as Element).getBoundingClientRect()
        const at = { top, bottom, middle: (top + bottom) / 2 }[edge]
        return Math.abs(at - share * innerHeight) < 2
      },
      [await target.elementHandle(), edge, share] as const,
    )
  await press(scroll, 'top')
  await until('top', 0)
  await press(scroll, 'middle')
  await until('middle', 0.5)
  await press(scroll, 'bottom')
  await until('bottom', 1)
})

it('update and remove change an output in place', async () => {
  const handles = example(page, 'handles')
  await press(handles, 'Press me')
  await press(handles, 'Pressed 1 times')
  const button = handles.getByRole('button', { name: 'Pressed 2 times' })
  await button.waitFor()
  await press(handles, 'Disable it')
  await handles
    .getByRole('button', { name: 'Pressed 2 times', disabled: true })
    .waitFor()
  await press(handles, 'Remove it')
  await button.waitFor({ state: 'detached' })
})

it('output() changes in its cell, from outside', async () => {
  const holder = example(page, 'holder')
  const cell = holder.getByRole('cell').filter({ hasText: 'Drama' })
  await cell.waitFor()
  expect(await texts(cell)).toEqual(['Coding', 'Movie', 'Music', 'Drama'])
})

it('anchors: insertion before, after and between them, and replacement', async () => {
  const anchors = example(page, 'anchors')
  await anchors.getByText('a text of its own').waitFor()
  const all = ['before the start', 'between', 'after the end', 'a text of its own']
  expect(await texts(anchors)).toEqual(all)
  await press(anchors, 'Clear between')
  await untilGone(anchors, 'between')
  await press(anchors, 'Replace')
  await anchors.getByText('another one').waitFor()
  await press(anchors, 'Clear before')
  await untilGone(anchors, 'before the start')
  expect(await texts(anchors)).toEqual(['after the end', 'another one'])
  await press(anchors, 'Clear after')
  await anchors.getByRole('button').first().waitFor({ state: 'detached' })
  expect(await texts(anchors)).toEqual(['after the end', 'another one'])
})
