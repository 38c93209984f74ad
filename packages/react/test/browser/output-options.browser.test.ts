import type { Locator } from 'playwright-core'
import {
  close_popup,
  popup,
  put_button,
  put_buttons,
  put_code,
  put_collapse,
  put_image,
  put_info,
  put_loading,
  put_markdown,
  put_progressbar,
  put_scope,
  put_scrollable,
  put_text,
  scroll_to,
  set_progressbar,
  toast,
  use_scope,
} from '@webio/core'
import { chromiumOfFile } from './chromium'
import { openOneSession } from './one-session'
import { css, testOptions } from './option-cases'
import { eventually } from './page-tools'

const chromium = chromiumOfFile()

const COLORS = ['primary', 'secondary', 'success', 'danger', 'warning', 'info', 'light', 'dark'] as const
const SQUARE =
  'data:image/svg+xml,' +
  encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>')

const heightOf = async (element: Locator): Promise<number> => (await element.boundingBox())?.height ?? NaN

testOptions(chromium, [
  [
    'put_text: sep separates the texts, inline makes it part of a line',
    () => {
      put_text('a', 'b', 3, { sep: '–' })
      put_text('left', { inline: true })
      put_text('right', { inline: true })
    },
    async (box) => {
      expect(await box.locator('p').first().innerText()).toBe('a–b–3')
      const [left, right] = await Promise.all(
        ['left', 'right'].map((text) => box.getByText(text).boundingBox()),
      )
      expect(left?.y).toBe(right?.y)
    },
  ],
  [
    'put_markdown: lstrip removes the indentation of the source, or keeps it',
    () => {
      put_markdown('\n    # A heading')
      put_markdown('\n    # code', { lstrip: false })
    },
    async (box) => {
      await box.getByRole('heading', { name: 'A heading' }).waitFor()
      expect(await box.getByRole('heading').count()).toBe(1)
      expect(await box.locator('pre').innerText()).toContain('# code')
    },
  ],
  [
    'put_markdown: sanitize false keeps all HTML',
    () => {
      put_markdown('<dialog open>kept</dialog>', { sanitize: false })
      put_markdown('<dialog open>cleaned</dialog>')
    },
    async (box) => {
      await box.getByText('cleaned').waitFor()
      await box.locator('dialog', { hasText: 'kept' }).waitFor()
      expect(await box.locator('dialog').count()).toBe(1)
    },
  ],
  [
    'put_code: rows limits the height',
    () => {
      put_code('line\n'.repeat(30), { rows: 3 })
      put_code('line\n'.repeat(30))
    },
    async (box) => {
      const [low, high] = await Promise.all([0, 1].map((at) => heightOf(box.locator('pre').nth(at))))
      expect(low).toBeLessThan((high ?? 0) / 4)
    },
  ],
  [
    'put_info: closable can be closed',
    () => {
      put_info('stays')
      put_info('goes', { closable: true })
    },
    async (box) => {
      await box.getByRole('button', { name: 'Close' }).click()
      await box.getByText('goes').waitFor({ state: 'detached' })
      expect(await box.getByText('stays').count()).toBe(1)
    },
  ],
  [
    'put_progressbar: init and label, and auto_close removes it when it is full',
    () => {
      put_progressbar('options-a', { init: 0.3 })
      put_progressbar('options-b', { init: 0.5, label: 'half' })
      put_progressbar('options-c', { auto_close: true })
      set_progressbar('options-b', 0.7, { label: 'more' })
      set_progressbar('options-c', 1)
    },
    async (box) => {
      const bars = box.getByRole('progressbar')
      expect(
        await bars.evaluateAll((all) =>
          all.map((bar) => [bar.getAttribute('aria-valuenow'), bar.textContent]),
        ),
      ).toEqual([
        ['30', '30.0%'],
        ['70', 'more'],
      ])
    },
  ],
  [
    'put_loading: shapes and colors',
    () => {
      for (const color of COLORS) put_loading({ color })
      put_loading({ shape: 'grow' })
    },
    async (box) => {
      const spinners = box.locator('[data-shape]')
      const colors = await spinners.evaluateAll((all) =>
        all.map((one) => getComputedStyle(one).borderTopColor),
      )
      expect(new Set(colors.slice(0, COLORS.length)).size).toBe(COLORS.length)
      expect(await css(spinners.first(), 'background-color')).not.toBe(
        await css(spinners.last(), 'background-color'),
      )
    },
  ],
  [
    'put_image: title, width and height; one of them keeps the aspect ratio',
    () => {
      put_image(SQUARE, { title: 'plain' })
      put_image(SQUARE, { title: 'wide', width: '80px' })
      put_image(SQUARE, { title: 'high', height: '80px' })
      put_image(SQUARE, { title: 'both', width: '30px', height: '30px' })
    },
    async (box) => {
      const size = async (name: string): Promise<unknown> => {
        const { width, height } = (await box.getByRole('img', { name }).boundingBox()) ?? {}
        return [width, height]
      }
      await eventually(async () =>
        expect(await Promise.all(['plain', 'wide', 'high', 'both'].map(size))).toEqual([
          [40, 20],
          [80, 40],
          [160, 80],
          [30, 30],
        ]),
      )
    },
  ],
  [
    'put_button: colors, small, outline, link_style, disabled',
    () => {
      for (const color of COLORS) put_button(color, () => {}, { color })
      put_button('small', () => {}, { small: true })
      put_button('outline', () => {}, { outline: true })
      put_button('link', () => {}, { link_style: true })
      put_button('disabled', () => {}, { disabled: true })
    },
    async (box) => {
      const button = (name: string): Locator => box.getByRole('button', { name, exact: true })
      const fills = await Promise.all(COLORS.map((color) => css(button(color), 'background-color')))
      expect(new Set(fills).size).toBe(COLORS.length)
      expect(await heightOf(button('small'))).toBeLessThan(await heightOf(button('primary')))
      expect(await css(button('outline'), 'background-color')).toBe('rgba(0, 0, 0, 0)')
      expect(await css(button('link'), 'background-color')).toBe('rgba(0, 0, 0, 0)')
      expect(await css(button('outline'), 'border-top-style')).toBe('solid')
      expect(await css(button('link'), 'text-decoration-line')).toBe('underline')
      expect(await button('disabled').isDisabled()).toBe(true)
    },
  ],
  [
    'put_buttons: every form of a button, and a group without gaps',
    () => {
      const buttons = ['plain', ['pair', 2], { label: 'object', value: 3, color: 'danger' }] as const
      put_buttons(buttons, () => {})
      put_buttons(buttons, () => {}, { group: true })
    },
    async (box) => {
      const gaps = async (at: number): Promise<number[]> => {
        const edges = await box
          .locator('[data-webio-output="buttons"]')
          .nth(at)
          .getByRole('button')
          .evaluateAll((all) =>
            all.map((one) => [one.getBoundingClientRect().left, one.getBoundingClientRect().right]),
          )
        return edges.slice(1).map(([left = 0], index) => left - (edges[index]?.[1] ?? 0))
      }
      expect(await box.getByRole('button', { name: 'object' }).count()).toBe(2)
      for (const gap of await gaps(0)) expect(gap).toBeGreaterThan(2)
      for (const gap of await gaps(1)) expect(gap).toBeLessThanOrEqual(0)
    },
  ],
  [
    'put_collapse: open or not, and the person opens it',
    () => {
      put_collapse('closed', 'inside', {})
      put_collapse('opened', 'shown', { open: true })
    },
    async (box) => {
      expect(await box.getByText('shown').isVisible()).toBe(true)
      expect(await box.getByText('inside').isVisible()).toBe(false)
      await box.locator('summary', { hasText: 'closed' }).click()
      await box.getByText('inside').waitFor()
    },
  ],
  [
    'put_scrollable: one height, two heights, a CSS length or none, and no border',
    () => {
      const tall = 'line\n'.repeat(40)
      put_scrollable(tall, { height: 100 })
      put_scrollable('short', { height: [60, 120] })
      put_scrollable(tall, { height: [60, 120] })
      put_scrollable(tall, { height: '5rem' })
      put_scrollable(tall, { height: null, border: false })
    },
    async (box) => {
      const boxes = box.locator('[data-webio-output="scrollable"]')
      const heights = await boxes.evaluateAll((all) => all.map((one) => (one as HTMLElement).offsetHeight))
      expect(heights.slice(0, 4)).toEqual([100, 60, 120, 80])
      expect(heights[4]).toBeGreaterThan(500)
      expect(await css(boxes.last(), 'border-top-width')).toBe('0px')
      expect(await css(boxes.first(), 'border-top-width')).toBe('1px')
    },
  ],
  [
    'position and scope: place an output, also by index in the stack',
    () => {
      put_text('b')
      put_text('a', { position: 0 })
      use_scope('options-inner', () => {
        put_text('in')
        put_text('out', { scope: -2, position: 1 })
      })
    },
    async (box) => expect(await box.locator('p').allInnerTexts()).toEqual(['a', 'out', 'b', 'in']),
  ],
])

it('popup: has sizes and several ways to close it', async () => {
  await using session = await openOneSession(chromium)
  const { page, step } = session
  const dialog = page.getByRole('dialog')
  const widths: number[] = []
  for (const size of ['small', 'normal', 'large'] as const) {
    await step(() => void popup('T', 'text', { size }))
    widths.push((await dialog.boundingBox())?.width ?? NaN)
    await step(() => close_popup())
    await dialog.waitFor({ state: 'detached' })
  }
  expect([...widths].sort((a, b) => a - b)).toEqual(widths)
  expect(new Set(widths).size).toBe(3)

  await step(() => void popup('T', 'text', { implicit_close: false }))
  await page.keyboard.press('Escape')
  await page.mouse.click(3, 3)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await dialog.waitFor({ state: 'detached' })

  await step(() => void popup('T', 'text'))
  // A popup starts to listen for clicks outside shortly after it appears.
  await eventually(async () => {
    await page.mouse.click(3, 3)
    expect(await dialog.count()).toBe(0)
  })

  // A click outside does not close a popup that is not closable, no matter what its other options are.
  const [last] = await step(() => [popup('T', 'text', { closable: false, implicit_close: true })])
  await dialog.waitFor()
  await page.keyboard.press('Escape')
  await page.mouse.click(3, 3)
  expect(await dialog.getByRole('button').count()).toBe(0)
  expect(await dialog.getByText('text').isVisible()).toBe(true)
  last?.close()
  await last?.closed
  await dialog.waitFor({ state: 'detached' })
})

it('popup: only the last of several commands in one run counts', async () => {
  await using session = await openOneSession(chromium)
  const { page, step } = session
  await step(() => {
    popup('First')
    close_popup()
    popup('Second', () => put_text('in a function'))
    popup('Third')
    close_popup()
  })
  await page.getByRole('dialog', { name: 'Second' }).getByText('in a function').waitFor()
  expect(await page.getByRole('dialog').count()).toBe(1)
})

it('toast: three positions, named colors and a custom one, until it is closed', async () => {
  await using session = await openOneSession(chromium)
  const { page, step } = session
  await step(() => {
    for (const position of ['left', 'center', 'right'] as const)
      toast(position, { position, duration: 0, color: position === 'left' ? '#123456' : 'error' })
  })
  const at = async (text: string): Promise<number> =>
    (await page.locator('[data-webio-toast]', { hasText: text }).boundingBox())?.x ?? NaN
  const [left, center, right] = await Promise.all(['left', 'center', 'right'].map(at))
  expect(left).toBeLessThan(center ?? 0)
  expect(center).toBeLessThan(right ?? 0)
  expect(await css(page.locator('[data-webio-toast]', { hasText: 'left' }), '--webio-toast')).toBe('#123456')
  for (const name of ['left', 'center', 'right']) {
    const one = page.locator('[data-webio-toast]', { hasText: name })
    await one.getByRole('button', { name: 'Close' }).click()
    await one.waitFor({ state: 'detached' })
  }
})

it('toast: disappears after its time, but not while the pointer is on it; a click calls its callback', async () => {
  await using session = await openOneSession(chromium)
  const { page, step } = session
  const one = (text: string): Locator => page.locator('[data-webio-toast]', { hasText: text })
  await step(() => toast('read me', { duration: 4, position: 'left' }))
  await one('read me').hover()
  await step(() => toast('short', { duration: 4.2, position: 'right' }))
  await one('short').waitFor({ state: 'detached' })
  expect(await one('read me').isVisible()).toBe(true)
  await page.mouse.move(640, 600)
  await one('read me').waitFor({ state: 'detached' })

  await step(() => toast('<b>undo</b>', { duration: 0, onclick: () => put_text('undone') }))
  await one('<b>undo</b>').getByRole('button', { name: '<b>undo</b>' }).click()
  await page.getByText('undone').waitFor()
  await one('<b>undo</b>').waitFor({ state: 'detached' })
})

it('scroll_to: scrolls a scope or an anchor to the top, the middle or the bottom of the view', async () => {
  await using session = await openOneSession(chromium, { viewport: { width: 800, height: 600 } })
  const { page, step } = session
  await step(() => {
    const space = (): unknown => put_scrollable('', { height: 1500, border: false })
    space()
    put_scrollable('target', { height: 100, anchor: 'target' })
    space()
    put_scope('end', { content: 'end' })
    space()
  })
  const target = page.locator('[data-webio-output="scrollable"]').nth(1)
  const edges = async (element: Locator): Promise<number[]> => {
    const { y = NaN, height = NaN } = (await element.boundingBox()) ?? {}
    return [y, y + height / 2 - 300, y + height - 600].map(Math.round)
  }
  for (const [index, position] of (['top', 'middle', 'bottom'] as const).entries()) {
    await step(() => scroll_to('target', { position }))
    await eventually(async () => expect((await edges(target))[index]).toBe(0))
  }
  await step(() => scroll_to('end'))
  await eventually(async () => expect((await edges(page.locator('#webio-scope-end')))[0]).toBe(0))
})
