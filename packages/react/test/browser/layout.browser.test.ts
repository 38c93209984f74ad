import type { Locator, Page } from 'playwright-core'
import {
  output,
  put_button,
  put_buttons,
  put_column,
  put_file,
  put_grid,
  put_html,
  put_image,
  put_row,
  put_scope,
  put_scrollable,
  put_table,
  put_tabs,
  put_text,
  put_widget,
  set_anchor,
  span,
  use_scope,
} from '@webio/core'
import { chromiumOfFile } from './chromium'
import { openOneSession } from './one-session'
import { deferred, eventually, lateImage, untilTexts } from './page-tools'

const chromium = chromiumOfFile()

const boxOf = async (page: Page, text: string): Promise<{ x: number; y: number; w: number; h: number }> => {
  const box = await page.getByText(text, { exact: true }).boundingBox()
  if (!box) throw new Error(`"${text}" does not show.`)
  return { x: box.x, y: box.y, w: box.width, h: box.height }
}

describe('rows, columns and grids', () => {
  it('a row places its contents side by side in tracks of its size, and a column stacks them, with gaps between', async () => {
    await using session = await openOneSession(chromium)
    const { page, step } = session
    await step(() => {
      put_row([put_text('a'), null, put_column([put_text('b'), null, put_text('c')])], {
        size: '100px 20px 1fr',
      })
    })
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((text) => boxOf(page, text)))
    expect([a?.w, (b?.x ?? 0) - (a?.x ?? 0)]).toEqual([100, 120])
    expect([b?.y, c?.x]).toEqual([a?.y, b?.x])
    expect(c?.y).toBe((b?.y ?? 0) + (b?.h ?? 0) + 10)
  })

  it('buttons keep their height in cells that are taller', async () => {
    await using session = await openOneSession(chromium)
    const { page, step } = session
    await step(() => {
      put_button('alone', () => {})
      const all = () => [
        put_html('<div style="height: 200px">tall</div>'),
        put_button('one', () => {}),
        put_buttons(['several', 'of them'], () => {}),
        put_file('a.txt', 'a'),
      ]
      put_row(all())
      put_column(all())
    })
    const heights = await page
      .getByRole('button')
      .evaluateAll((buttons) => buttons.map((button) => button.clientHeight))
    expect(heights).toHaveLength(9)
    expect(Math.max(...heights)).toBe(heights[0])
  })

  it('spans cover rows and columns, and short rows are filled', async () => {
    await using session = await openOneSession(chromium)
    const { page, step } = session
    await step(() => {
      put_grid(
        [
          [span(put_text('tall'), { row: 2 }), put_text('a'), put_text('b')],
          [put_text('c')],
          [span(put_text('wide'), { col: 2 }), put_text('d')],
        ],
        { cell_width: '100px', cell_height: '50px' },
      )
    })
    const [tall, a, b, c, wide, d] = await Promise.all(
      ['tall', 'a', 'b', 'c', 'wide', 'd'].map(async (text) => {
        const { x, y, w, h } = await boxOf(page, text)
        return { x, y, w, h }
      }),
    )
    const { x = 0, y = 0 } = tall ?? {}
    expect(tall).toMatchObject({ w: 100, h: 100 })
    expect([a, b, c].map((box) => box && [box.x - x, box.y - y])).toEqual([
      [100, 0],
      [200, 0],
      [100, 50],
    ])
    expect([wide && [wide.x - x, wide.y - y, wide.w], d && [d.x - x, d.y - y]]).toEqual([
      [0, 100, 200],
      [200, 100],
    ])
  })

  it('fill the columns first', async () => {
    await using session = await openOneSession(chromium)
    const { page, step } = session
    await step(() => {
      put_grid([['a', 'b'], [span('c', { row: 2 })], ['d']], {
        direction: 'column',
        cell_width: '80px',
        cell_height: '40px',
      })
    })
    const [a, b, c, d] = await Promise.all(['a', 'b', 'c', 'd'].map((text) => boxOf(page, text)))
    expect([a?.x, (b?.y ?? 0) - (a?.y ?? 0)]).toEqual([b?.x, 40])
    expect([(c?.x ?? 0) - (a?.x ?? 0), c?.h, (d?.x ?? 0) - (a?.x ?? 0), d?.y]).toEqual([80, 80, 160, a?.y])
  })
})

describe('tabs', () => {
  const selected = (page: Page): Promise<string | null> =>
    page.locator('[role=tab][aria-selected=true]').textContent()

  it('show one panel, by click and by keyboard, and keep the content of the others', async () => {
    await using session = await openOneSession(chromium)
    const { page, step } = session
    await step(() => {
      put_tabs([
        { title: 'One', content: 'first' },
        {
          title: 'Two',
          content: [put_html('<details><summary>more</summary>inside</details>'), put_scope('two')],
        },
        { title: 'Three', content: put_table([['a'], [put_button('b', () => {})]]) },
      ])
      use_scope('two', () => put_text('from elsewhere'))
    })
    await page.getByRole('tabpanel', { name: 'One' }).getByText('first').waitFor()
    await page.getByRole('tab', { name: 'Two' }).click()
    await page.getByText('from elsewhere').waitFor()
    expect(await page.getByText('first').isVisible()).toBe(false)
    await page.getByText('more').click()
    await page.getByRole('tab', { name: 'Two' }).focus()
    for (const [key, title] of [
      ['ArrowRight', 'Three'],
      ['ArrowRight', 'One'],
      ['End', 'Three'],
      ['ArrowLeft', 'Two'],
    ] as const) {
      await page.keyboard.press(key)
      await page.locator('[role=tab]:focus', { hasText: title }).waitFor()
      expect(await selected(page)).toBe(title)
    }
    expect(await page.getByText('inside').isVisible()).toBe(true)
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('tabpanel')
  })

  it('keep the selection when the task changes them, by title or else by index', async () => {
    await using session = await openOneSession(chromium)
    const { page, step } = session
    const named = (...titles: string[]) => titles.map((title) => ({ title, content: `${title}!` }))
    const tabs = await step(() => [put_tabs(named('a', 'b', 'c'))])
    const update = (...titles: string[]): Promise<unknown> =>
      step(() => void tabs[0]?.update({ tabs: named(...titles) }))
    await page.getByRole('tab', { name: 'b' }).click()
    await update('a', 'x', 'b')
    await page.getByText('x', { exact: true }).waitFor()
    expect([await selected(page), await page.getByText('b!').isVisible()]).toEqual(['b', true])
    await update('y', 'z')
    await page.getByText('y', { exact: true }).waitFor()
    expect(await selected(page)).toBe('z')
  })
})

describe('scrollable', () => {
  const state = (box: Locator): Promise<{ height: number; fromEnd: number }> =>
    box.evaluate((element) => ({
      height: element.getBoundingClientRect().height,
      fromEnd: element.scrollHeight - element.clientHeight - element.scrollTop,
    }))
  const lines = (count: number, name = 'line'): string[] =>
    Array.from({ length: count }, (_, index) => `${name} ${index}`)

  it.each<[string, Parameters<typeof put_scrollable>[1], (height: number) => boolean]>([
    ['pixels', { height: 150 }, (height) => height === 150],
    ['at most', { height: [50, 300] }, (height) => height === 300],
    ['a CSS length', { height: '10em' }, (height) => height === 160],
    ['no limit', { height: null }, (height) => height > 1000],
  ])('has the right height: %s', async (_, options, fits) => {
    await using session = await openOneSession(chromium)
    await session.step(() => void put_scrollable(lines(60), options))
    const { height } = await state(session.page.locator('[data-webio-output=scrollable]'))
    expect([height, fits(height)]).toEqual([height, true])
  })

  it('has at least the given height, and no border if it asks for none', async () => {
    await using session = await openOneSession(chromium)
    await session.step(() => void put_scrollable('a', { height: [120, 300], border: false }))
    const box = session.page.locator('[data-webio-output=scrollable]')
    expect((await state(box)).height).toBe(120)
    expect(await box.evaluate((element) => getComputedStyle(element).borderStyle)).toBe('none')
  })

  it('stays at its end while content arrives, unless the reader has scrolled up; the keyboard scrolls it', async () => {
    await using session = await openOneSession(chromium)
    const { page, step } = session
    const [log] = await step(() => [put_scrollable(lines(20), { height: 150, keep_bottom: true })])
    const box = page.locator('[data-webio-output=scrollable]')
    const more = (count: number): Promise<unknown> =>
      step(() => log?.enter(() => lines(count, 'more').forEach((line) => put_text(line))))
    const atEnd = (): Promise<void> =>
      eventually(async () => expect((await state(box)).fromEnd).toBeLessThan(2))
    await atEnd()
    await more(10)
    await atEnd()
    await box.focus()
    await page.keyboard.press('Home')
    const fromTop = (): Promise<number> => box.evaluate((element) => element.scrollTop)
    await eventually(async () => expect(await fromTop()).toBe(0))
    await more(5)
    await eventually(async () => expect(await box.getByText('more 4').count()).toBe(2))
    expect(await fromTop()).toBe(0)
    await page.keyboard.press('End')
    await atEnd()
    await more(5)
    await atEnd()
  })

  it('stays at its end while its content grows: an image that loads late, a panel that is opened', async () => {
    await using session = await openOneSession(chromium)
    const { page, step } = session
    const [first, second] = [
      await lateImage(page, '/first.svg', 300),
      await lateImage(page, '/second.svg', 320),
    ]
    await step(() => {
      const more = put_html(
        '<details><summary>more</summary><div style="height:400px">inside</div></details>',
      )
      put_scrollable([...lines(20), put_image('/first.svg'), more, put_image('/second.svg')], {
        height: 150,
        keep_bottom: true,
      })
    })
    const box = page.locator('[data-webio-output=scrollable]')
    const fromEnd = async (): Promise<number> => (await state(box)).fromEnd
    await eventually(async () => expect(await fromEnd()).toBeLessThan(2))
    await first.arrive()
    await eventually(async () => expect(await fromEnd()).toBeLessThan(2))
    await page.getByText('more', { exact: true }).click()
    await page.getByText('inside').waitFor()
    await eventually(async () => expect(await fromEnd()).toBeLessThan(2))
    await box.focus()
    await page.keyboard.press('Home')
    await eventually(async () => expect(await box.evaluate((element) => element.scrollTop)).toBe(0))
    await second.arrive()
    expect(await box.evaluate((element) => element.scrollTop)).toBe(0)
  })
})

describe('put_widget', () => {
  it('shows the template with live outputs in it, and updates both', async () => {
    await using session = await openOneSession(chromium)
    const { page, step } = session
    const [widget] = await step(() => {
      const button = put_button('Press', () => put_text('pressed'))
      return [
        put_widget('<h4>{{title}}</h4><ul>{{#items}}<li>{{& output}}</li>{{/items}}</ul>', {
          title: 'A <b>',
          items: ['text', button, put_table([['x'], ['y']])],
        }),
      ]
    })
    await page.getByRole('heading', { name: 'A <b>' }).waitFor()
    expect(await page.locator('li [data-webio-output=table]').count()).toBe(1)
    await page.locator('li').getByRole('button', { name: 'Press' }).click()
    await untilTexts(page, ['pressed'])
    await step(() => void widget?.update({ template: '<h4>{{title}}</h4>{{& items.1}}' }))
    await page.locator('[data-webio-output=widget] > div > [data-webio-slot]').waitFor()
    await page.getByRole('button', { name: 'Press' }).click()
    await untilTexts(page, ['pressed', 'pressed'])
  })

  it('runs no script unless the author allows it', async () => {
    chromium.expectProblem(/404/)
    await using session = await openOneSession(chromium)
    const { page, step } = session
    const evil = (name: string): string =>
      `<img src=x onerror="document.title='${name}'"><script>document.title = '${name}'</script>`
    await step(() => void put_widget(`<p>a</p>${evil('one')}{{& html}}`, { html: evil('two') }))
    await page.getByText('a', { exact: true }).waitFor()
    expect(await page.locator('[data-webio-output=widget] script').count()).toBe(0)
    expect(await page.title()).not.toMatch(/one|two/)
    await step(() => void put_widget('<script>document.title = "three"</script>', {}, { sanitize: false }))
    await eventually(async () => expect(await page.title()).toBe('three'))
  })
})

describe('scopes', () => {
  it('[C9] keeps the height of a scope while it is refilled, so that later content does not jump', async () => {
    await using session = await openOneSession(chromium)
    const { page, step } = session
    await step(() => {
      use_scope('s', () => put_html('<div style="height:400px">old</div>'))
      put_text('after')
    })
    // HTML appears after the sanitizer has been loaded.
    await page.getByText('old', { exact: true }).waitFor()
    const { y } = await boxOf(page, 'after')
    const ready = deferred()
    let filled: Promise<unknown> | undefined
    await step(() => {
      filled = use_scope('s', { clear: true }, async () => {
        put_text('loading')
        await ready.promise
        put_text('new')
      })
    })
    await page.getByText('loading').waitFor()
    expect((await boxOf(page, 'after')).y).toBe(y)
    ready.resolve()
    await filled
    await page.getByText('new').waitFor()
    await eventually(async () => expect((await boxOf(page, 'after')).y).toBeLessThan(y - 200))
  })

  it('supports the oldest guide’s anchors, and PyWebIO’s output()', async () => {
    await using session = await openOneSession(chromium)
    const { page, step } = session
    await step(() => {
      put_text('a')
      set_anchor('m')
      put_text('b')
      put_text('x', { before: 'm' })
      put_text('y', { after: 'm' })
    })
    await untilTexts(page, ['a', 'x', 'y', 'b'])
    const [holder] = await step(() => [output('Coding').show()])
    await step(() => {
      holder?.reset('Movie')
      holder?.append('Music', 'Drama')
      holder?.insert(0, 'Coding')
    })
    await untilTexts(page, ['a', 'x', 'y', 'b', 'Coding', 'Movie', 'Music', 'Drama'])
  })
})
