import type { Page } from 'playwright-core'
import {
  clear,
  input,
  input_group,
  put_datatable,
  put_html,
  put_image,
  put_markdown,
  put_scope,
  put_table,
  put_text,
  set_auto_scroll_bottom,
  set_env,
  set_output_fixed_height,
  set_title,
  use_scope,
} from '@webio/core'
import { config } from '@webio/core/server'
import { chromiumOfFile } from './chromium'
import type { OneSession } from './one-session'
import { openOneSession } from './one-session'
import { eventually, lateImage, nextFrames } from './page-tools'
import { startSite } from './site'

const chromium = chromiumOfFile()
const VIEW = { viewport: { width: 1000, height: 800 } }

const tall = (name: string, pixels = 2000): void => {
  put_html(`<div style="height:${pixels}px">${name}</div>`)
}

/** Asks a question without waiting for the answer. */
const ask = (session: OneSession, fields: number): Promise<void> =>
  session.step(() => {
    const items = Array.from({ length: fields }, (_, n) => input(`Field ${n}`, { name: `f${n}` }))
    void Promise.resolve(input_group('Form', items)).catch(() => {})
  })

/** How many pixels of the input panel are in view. */
const panelInView = (page: Page): Promise<number> =>
  page.locator('.webio-panel').evaluate((panel) => {
    const { top, bottom } = panel.getBoundingClientRect()
    return Math.round(Math.min(bottom, innerHeight) - Math.max(top, 0))
  })

const untilPanelInView = (page: Page, pixels: number): Promise<void> =>
  eventually(async () => expect(await panelInView(page)).toBe(pixels))

it('title, output_max_width', async () => {
  await using session = await openOneSession(chromium, VIEW)
  const { page, step } = session
  const width = (): Promise<number | undefined> =>
    page.locator('[data-webio-scope=ROOT]').evaluate((element) => element.getBoundingClientRect().width)
  await step(() => set_title('Old guide'))
  await eventually(async () => expect(await page.title()).toBe('Old guide'))
  expect(await width()).toBe(880)
  await step(() => set_env({ title: 'New', output_max_width: '600px' }))
  await eventually(async () => expect([await page.title(), await width()]).toEqual(['New', 600]))
  await step(() => set_env({ output_max_width: '100%' }))
  await eventually(async () => expect(await width()).toBe(952))
})

it('theme: applies to the scrollbars and the canvas of the stand-alone page', async () => {
  await using session = await openOneSession(chromium, { ...VIEW, colorScheme: 'light' })
  const scheme = (): Promise<string> =>
    session.page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)
  expect(await scheme()).toBe('light dark')
  for (const theme of ['dark', 'light'] as const) {
    await session.step(() => set_env({ theme }))
    await eventually(async () => expect(await scheme()).toBe(theme))
  }
})

it('auto_scroll_bottom scrolls to the end for additions to ROOT', async () => {
  await using session = await openOneSession(chromium, VIEW)
  const { page, step } = session
  const fromEnd = (): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollHeight - innerHeight - scrollY)
  await step(() => tall('a'))
  await page.getByText('a', { exact: true }).waitFor()
  expect(await page.evaluate(() => scrollY)).toBe(0)
  await step(() => {
    set_auto_scroll_bottom()
    tall('b')
  })
  await eventually(async () => expect(await fromEnd()).toBeLessThan(2))
  await page.evaluate(() => scrollTo(0, 0))
  await step(() => put_text('c'))
  await eventually(async () => expect(await fromEnd()).toBeLessThan(2))
  await step(() => set_env({ auto_scroll_bottom: false }))
  await page.evaluate(() => scrollTo(0, 0))
  await step(() => put_text('d'))
  await page.getByText('d', { exact: true }).waitFor({ state: 'attached' })
  expect(await page.evaluate(() => scrollY)).toBe(0)
})

it.each([false, true])(
  'auto_scroll_bottom stays at the end while new content grows, until the reader scrolls up; with a fixed height: %s',
  async (isFixed) => {
    await using session = await openOneSession(chromium, VIEW)
    const { page, step } = session
    const [first, second] = [
      await lateImage(page, '/first.svg', 900),
      await lateImage(page, '/second.svg', 910),
    ]
    /** Pixels from the top, and from the end, of the scrolling element. */
    const place = (): Promise<{ fromTop: number; fromEnd: number }> =>
      page.evaluate((isFixed) => {
        const root = document.querySelector('[data-webio-scope=ROOT]')
        const { scrollTop, scrollHeight, clientHeight } = (
          isFixed ? root : document.scrollingElement
        ) as Element
        return { fromTop: scrollTop, fromEnd: scrollHeight - clientHeight - scrollTop }
      }, isFixed)
    const untilEnd = (): Promise<void> =>
      eventually(async () => expect((await place()).fromEnd).toBeLessThan(2))
    await step(() => {
      set_auto_scroll_bottom()
      set_output_fixed_height(isFixed)
      tall('output')
      put_image('/first.svg')
      put_image('/second.svg')
    })
    await untilEnd()
    await first.arrive()
    await untilEnd()
    await page.mouse.move(500, 300)
    await page.mouse.wheel(0, -400)
    await eventually(async () => expect((await place()).fromEnd).toBe(400))
    const { fromTop } = await place()
    await second.arrive()
    expect((await place()).fromTop).toBe(fromTop)
    await step(() => put_text('the end'))
    await untilEnd()
  },
)

it('auto_scroll_bottom does not scroll when something appears in another scope', async () => {
  await using session = await openOneSession(chromium, VIEW)
  const { page, step } = session
  const place = (): Promise<{ fromTop: number; fromEnd: number }> =>
    page.evaluate(() => ({
      fromTop: scrollY,
      fromEnd: document.documentElement.scrollHeight - innerHeight - scrollY,
    }))
  const untilEnd = (): Promise<void> =>
    eventually(async () => {
      const { fromTop, fromEnd } = await place()
      expect([fromTop > 0, fromEnd < 2]).toEqual([true, true])
    })
  await step(() => {
    set_auto_scroll_bottom()
    tall('output')
    put_scope('log')
  })
  await untilEnd()
  const { fromTop } = await place()
  for (const name of ['one', 'two']) {
    await step(() => use_scope('log', () => tall(name, 300)))
    await page.getByText(name, { exact: true }).waitFor()
    await nextFrames(page)
    expect((await place()).fromTop).toBe(fromTop)
  }
  await step(() => put_text('the end'))
  await untilEnd()
})

describe('output_animation', () => {
  const opacities = (page: Page): Promise<unknown> =>
    page.evaluate(() => (window as unknown as { animated: string[] }).animated)
  /** Runs in the page. */
  const record = (): void => {
    const animated: string[] = []
    Object.assign(window, { animated })
    const { animate } = Element.prototype
    Element.prototype.animate = function (...args) {
      animated.push(this.textContent ?? '')
      return animate.apply(this, args)
    }
  }

  it('fades in the outermost new outputs, but not the first ones, no replacements and no large groups', async () => {
    await using session = await openOneSession(chromium, { ...VIEW, reducedMotion: 'no-preference' })
    const { page, step } = session
    await page.evaluate(record)
    await step(() => put_text('the first'))
    await step(() => put_text('a'))
    await step(() => void put_html('<p>b</p>'))
    await step(() => {
      clear()
      put_text('instead')
    })
    await step(() => {
      for (let n = 0; n < 100; n++) put_text(`crowd ${n}`)
    })
    await step(() => set_env({ output_animation: false }))
    await step(() => put_text('c'))
    await step(() => set_env({ output_animation: true }))
    await step(() => put_text('d'))
    await page.getByText('d', { exact: true }).waitFor()
    expect(await opacities(page)).toEqual(['a', expect.any(String), 'd'])
  })

  it('shows what is there after a reload at once', async () => {
    await using session = await openOneSession(chromium, { ...VIEW, reducedMotion: 'no-preference' })
    const { page, step } = session
    await step(() => put_text('a'))
    await page.getByText('a', { exact: true }).waitFor()
    await page.addInitScript(record)
    await page.reload()
    await page.getByText('a', { exact: true }).waitFor()
    await step(() => put_text('b'))
    await page.getByText('b', { exact: true }).waitFor()
    expect(await opacities(page)).toEqual(['b'])
  })

  it('does nothing if the person prefers reduced motion', async () => {
    await using session = await openOneSession(chromium, VIEW)
    const { page, step } = session
    await page.evaluate(record)
    await step(() => put_text('a'))
    await page.getByText('a', { exact: true }).waitFor()
    expect(await opacities(page)).toEqual([])
  })
})

describe('the input panel', () => {
  it('covers the head and the pinned columns of a data table', async () => {
    await using session = await openOneSession(chromium, VIEW)
    const { page, step } = session
    await step(() => {
      tall('above')
      put_datatable([{ a: 1, b: 2 }], { column_args: { a: { pinned: 'left' } } })
      tall('below')
    })
    await ask(session, 1)
    await page.getByRole('gridcell').first().waitFor()
    for (const role of ['columnheader', 'gridcell'] as const) {
      // Behind the panel, which stays where it is.
      const { y = 0, height = 0 } = (await page.locator('.webio-panel form').boundingBox()) ?? {}
      const covered = await page.getByRole(role, { name: role === 'gridcell' ? '1' : 'a' }).evaluate(
        (cell, middle) => {
          const { top } = cell.getBoundingClientRect()
          scrollBy(0, top - middle)
          const { left, top: now } = cell.getBoundingClientRect()
          return document.elementFromPoint(left + 5, now + 5)?.closest('.webio-panel, .webio-datatable')
            ?.className
        },
        y + height / 2,
      )
      expect([role, covered]).toEqual([role, 'webio-panel'])
    }
  })

  it('shows as much of a form as allowed, until the end of the page is reached', async () => {
    await using session = await openOneSession(chromium, VIEW)
    const { page, step } = session
    await step(() => tall('output'))
    await ask(session, 10)
    await untilPanelInView(page, 300)
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
    await page.getByRole('button', { name: 'Submit' }).waitFor()
    await eventually(async () => expect(await panelInView(page)).toBeGreaterThan(600))
  })

  it('reveals the rest by wheel and focus, and returns to its minimum height by wheel', async () => {
    await using session = await openOneSession(chromium, VIEW)
    const { page, step } = session
    await step(() => {
      tall('output')
      set_env({ input_panel_init_height: 200, input_panel_min_height: 100 })
    })
    await ask(session, 10)
    await untilPanelInView(page, 200)
    await page.mouse.move(500, 700)
    await page.mouse.wheel(0, 150)
    await untilPanelInView(page, 350)
    expect(await page.evaluate(() => scrollY)).toBe(0)
    await page.mouse.wheel(0, -1000)
    await untilPanelInView(page, 100)
    await page.getByLabel('Field 0').focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    const third = page.getByLabel('Field 2')
    await eventually(async () => {
      const box = await third.boundingBox()
      expect((box?.y ?? 1000) + (box?.height ?? 0)).toBeLessThan(800)
    })
  })

  it('is never lower than PyWebIO’s minimum', async () => {
    await using session = await openOneSession(chromium, VIEW)
    const { page, step } = session
    await step(() => {
      tall('output')
      set_env({ input_panel_init_height: 10, input_panel_min_height: 0 })
    })
    await ask(session, 10)
    await untilPanelInView(page, 175)
    await page.mouse.move(500, 750)
    await page.mouse.wheel(0, -1000)
    await untilPanelInView(page, 75)
  })

  it('stays where it is with input_panel_fixed: false, and does not take the focus with input_auto_focus: false', async () => {
    await using session = await openOneSession(chromium, VIEW)
    const { page, step } = session
    await step(() => {
      tall('output')
      set_env({ input_panel_fixed: false, input_auto_focus: false })
    })
    await ask(session, 2)
    await page.locator('.webio-panel').waitFor()
    expect(
      await page.locator('.webio-panel').evaluate((panel) => panel.getBoundingClientRect().top),
    ).toBeGreaterThan(1500)
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
  })
})

it('set_output_fixed_height: the output scrolls by itself, above a panel that is always visible', async () => {
  await using session = await openOneSession(chromium, VIEW)
  const { page, step } = session
  await step(() => {
    set_output_fixed_height()
    set_auto_scroll_bottom()
    tall('output')
  })
  await page.getByText('output', { exact: true }).waitFor()
  await ask(session, 1)
  await page.getByRole('button', { name: 'Submit' }).waitFor()
  await step(() => put_text('the end'))
  const geometry = await eventually(async () => {
    const found = await page.evaluate(() => {
      const root = document.querySelector('[data-webio-scope=ROOT]') as HTMLElement
      const panel = document.querySelector('.webio-panel') as HTMLElement
      return {
        pageScrolls: document.documentElement.scrollHeight > innerHeight,
        fromEnd: Math.round(root.scrollHeight - root.clientHeight - root.scrollTop),
        isApart: root.getBoundingClientRect().bottom <= panel.getBoundingClientRect().top,
        panelEnds: panel.getBoundingClientRect().bottom <= innerHeight,
      }
    })
    expect(found.fromEnd).toBe(0)
    return found
  })
  expect(geometry).toEqual({ pageScrolls: false, fromEnd: 0, isApart: true, panelEnds: true })
})

it('css_style: rules for elements apply to contents, and do not affect the controls', async () => {
  const css_style = `
    h1, td, b { color: rgb(1, 2, 3) }
    td::before { content: "• " }
    * { letter-spacing: 2px }
    button, input { background: rgb(9, 9, 9) }`
  const app = config({ css_style }, async () => {
    put_markdown('# Title')
    put_html('<p><b>bold</b></p>')
    put_table([['a'], ['cell']])
    await input('Name')
  })
  await using site = await startSite(chromium, app)
  const page = await chromium.open(`${site.url}webio`)
  await page.getByRole('heading', { name: 'Title' }).waitFor()
  const style = (selector: string, property: string, pseudo?: string): Promise<string> =>
    page
      .locator(selector)
      .first()
      .evaluate(
        (element, [name = '', part]) => getComputedStyle(element, part).getPropertyValue(name),
        [property, pseudo],
      )
  expect([await style('h1', 'color'), await style('td', 'color'), await style('b', 'color')]).toEqual(
    Array(3).fill('rgb(1, 2, 3)'),
  )
  expect(await style('td', 'content', '::before')).toBe('"• "')
  expect(await style('h1', 'letter-spacing')).toBe('2px')
  expect(await style('button', 'background-color')).not.toBe('rgb(9, 9, 9)')
  expect(await style('input', 'background-color')).not.toBe('rgb(9, 9, 9)')
})
