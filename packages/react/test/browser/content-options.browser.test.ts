import type { Locator } from 'playwright-core'
import {
  clear_after,
  clear_before,
  clear_range,
  output,
  put_button,
  put_buttons,
  put_code,
  put_column,
  put_error,
  put_file,
  put_grid,
  put_html,
  put_image,
  put_info,
  put_link,
  put_markdown,
  put_row,
  put_scope,
  put_success,
  put_table,
  put_text,
  put_warning,
  remove,
  set_anchor,
  set_scope,
  span,
  style,
  use_scope,
} from '@webio/core'
import { chromiumOfFile } from './chromium'
import { css, placeIn, testOptions } from './option-cases'
import { eventually, untilTexts } from './page-tools'

const chromium = chromiumOfFile()

const GIF = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64')

/** The texts of the cells in each row of a table; those of headings in brackets. */
const cellsOf = (table: Locator): Promise<string[][]> =>
  table
    .locator('tr')
    .evaluateAll((rows) =>
      (rows as HTMLTableRowElement[]).map((row) =>
        [...row.cells].map(({ tagName, textContent }) =>
          tagName === 'TH' ? `[${textContent}]` : (textContent ?? ''),
        ),
      ),
    )

const tile = (text: string) => put_text(text).style('margin: 0')

describe('content', () => {
  testOptions(chromium, [
    [
      'class_name: a rule with only the class is enough',
      () => {
        put_html('<style>.mine { padding-top: 7px; color: red }</style>', { sanitize: false })
        put_text('marked', { class_name: 'mine' })
      },
      async (box) => {
        const marked = box.getByText('marked')
        expect(await css(marked, 'padding-top')).toBe('7px')
        expect(await css(marked, 'color')).toBe('rgb(255, 0, 0)')
      },
    ],
    [
      'put_text: interprets nothing, and keeps white space',
      () => put_text(`<hr/>${' '.repeat(20)}end\nnext`),
      async (box) => {
        expect(await box.locator('p').innerText()).toBe(`<hr/>${' '.repeat(20)}end\nnext`)
        expect(await box.locator('hr').count()).toBe(0)
      },
    ],
    [
      'put_markdown: breaks and gfm of the parser’s options',
      () => {
        const text = 'one\ntwo\n\n| a |\n| - |\n| ~~b~~ |'
        put_markdown(text)
        put_markdown(text, { options: { breaks: false, gfm: false } })
      },
      async (box) => {
        await box.getByRole('table').waitFor()
        await box.getByText('| ~~b~~ |').waitFor()
        const counts = box
          .locator('[data-webio-output="markdown"]')
          .evaluateAll((all) =>
            all.map((one) => ['br', 'table', 'del'].map((tag) => one.querySelectorAll(tag).length)),
          )
        expect(await counts).toEqual([
          [1, 1, 1],
          [0, 0, 0],
        ])
      },
    ],
    [
      'put_html: sanitizes and keeps inline styles; sanitize false runs scripts',
      () => {
        const html = (name: string): string =>
          `<i style="letter-spacing: 3px">${name}</i><style>i { color: red }</style><script>document.body.classList.add('${name}')</script>`
        put_html(html('cleaned'))
        put_html(html('kept'), { sanitize: false })
      },
      async (box, { page }) => {
        await page.locator('body.kept').waitFor()
        expect(await page.locator('body.cleaned').count()).toBe(0)
        expect(await box.locator('style').count()).toBe(1)
        expect(await css(box.getByText('cleaned'), 'letter-spacing')).toBe('3px')
      },
    ],
    [
      'put_code: highlights code only if its language is given',
      () => {
        put_code('const tea = 1', { language: 'ts' })
        put_code('const tea = 1')
      },
      async (box) => {
        await box.locator('.webio-syntax-keyword').waitFor()
        expect(await box.locator('pre').allInnerTexts()).toEqual(['const tea = 1', 'const tea = 1'])
        expect(await box.locator('pre').nth(1).locator('span').count()).toBe(0)
      },
    ],
    [
      'put_link: a URL or another application, here or in a new window',
      () => {
        put_link('url', { url: '/help?a=1#b' })
        put_link('url, new', { url: 'https://example.com/', new_window: true })
        put_link('app', { app: 'other' })
        put_link('app, new', { app: 'other', new_window: true })
        put_link('<b>label</b>', { url: 'mailto:ada@example.com' })
      },
      async (box, { page }) => {
        const links = box
          .getByRole('link')
          .evaluateAll((all) =>
            (all as HTMLAnchorElement[]).map(({ href, target, rel, textContent }) => [
              textContent,
              href,
              target,
              rel,
            ]),
          )
        const { origin, pathname } = new URL(page.url())
        expect(await links).toEqual([
          ['url', `${origin}/help?a=1#b`, '', ''],
          ['url, new', 'https://example.com/', '_blank', 'noopener'],
          ['app', `${origin}${pathname}?app=other`, '', ''],
          ['app, new', `${origin}${pathname}?app=other`, '_blank', 'noopener'],
          ['<b>label</b>', 'mailto:ada@example.com', '', ''],
        ])
      },
    ],
    [
      'put_image: detects the format of bytes, uses the given one, or that of a Blob',
      () => {
        put_image(GIF)
        put_image(GIF, { format: 'PNG' })
        put_image(new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'], { type: 'image/svg+xml' }))
      },
      (box) =>
        eventually(async () => {
          const types = box
            .locator('img')
            .evaluateAll((all) => (all as HTMLImageElement[]).map(({ src }) => src.split(';')[0]))
          expect(await types).toEqual(['data:image/gif', 'data:image/png', 'data:image/svg+xml'])
        }),
    ],
    [
      'put_file: its name, or another label',
      () => {
        put_file('a.txt', 'a')
        put_file('b.txt', 'b', { label: 'The second' })
      },
      async (box) =>
        expect(await box.getByRole('button').allInnerTexts()).toEqual([
          expect.stringContaining('a.txt'),
          expect.stringContaining('The second'),
        ]),
    ],
    [
      'put_info and its siblings: each has a color and a role; closable has a button',
      () => {
        for (const put of [put_info, put_success, put_warning, put_error])
          put('a', put_markdown('**b**'), { closable: true })
      },
      async (box) => {
        const boxes = box.locator('[role="status"], [role="alert"]')
        expect(await boxes.evaluateAll((all) => all.map((one) => one.getAttribute('role')))).toEqual([
          'status',
          'status',
          'status',
          'alert',
        ])
        const fills = boxes.evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor))
        expect(new Set(await fills).size).toBe(4)
        expect(await box.getByRole('button', { name: 'Close' }).count()).toBe(4)
      },
    ],
  ])
})

describe('tables', () => {
  const teas = [
    { firstName: 'Sencha', minutes: 2 },
    { firstName: 'Assam', note: 'hot' },
  ]
  testOptions(chromium, [
    [
      'put_table: arrays with and without header, objects, keys, pairs, outputs as headings, no rows',
      () => {
        put_table([
          ['a', 'b'],
          [1, null],
        ])
        put_table([[1, put_markdown('**2**')]], { header: ['a', put_text('b')] })
        put_table(teas)
        put_table(teas, { header: ['minutes', 'firstName'] })
        put_table(teas, {
          header: [
            [put_text('Tea'), 'firstName'],
            ['Note', 'note'],
          ],
        })
        put_table([], { header: [['Tea', 'firstName'], 'b'] })
        put_table([])
      },
      async (box) => {
        await box.locator('strong').waitFor()
        const tables = await Promise.all((await box.getByRole('table').all()).map(cellsOf))
        expect(tables.slice(0, 6)).toEqual([
          [
            ['[a]', '[b]'],
            ['1', 'null'],
          ],
          [
            ['[a]', '[b]'],
            ['1', '2'],
          ],
          [
            ['[Firstname]', '[Minutes]'],
            ['Sencha', '2'],
            ['Assam', ''],
          ],
          [
            ['[minutes]', '[firstName]'],
            ['2', 'Sencha'],
            ['', 'Assam'],
          ],
          [
            ['[Tea]', '[Note]'],
            ['Sencha', ''],
            ['Assam', 'hot'],
          ],
          [['[Tea]', '[b]']],
        ])
        expect(await box.locator('table').count()).toBe(7)
      },
    ],
    [
      'span: covers rows and columns, in the heading and below it',
      () =>
        put_table([
          [span('Tea', { row: 2 }), span('Water', { col: 2 })],
          ['Minutes', 'Celsius'],
          ['Sencha', 2, span(70, { row: 2 })],
          [span(put_text('Assam'), { col: 2 })],
        ]),
      async (box) => {
        const table = box.getByRole('table')
        const at = (text: string) => placeIn(table, table.locator('td, th').filter({ hasText: text }))
        const [tea, water, minutes, celsius, sencha, seventy, assam] = await Promise.all(
          ['Tea', 'Water', 'Minutes', 'Celsius', 'Sencha', '70', 'Assam'].map(at),
        )
        // The left edges are aligned.
        expect([tea?.[0], water?.[0], celsius?.[0]]).toEqual([sencha?.[0], minutes?.[0], seventy?.[0]])
        expect(assam?.[0]).toBe(tea?.[0])
        // A cell is as high or as wide as the cells that it spans.
        expect(tea?.[3]).toBe((water?.[3] ?? 0) + (minutes?.[3] ?? 0))
        expect(water?.[2]).toBe((minutes?.[2] ?? 0) + (celsius?.[2] ?? 0))
        expect(seventy?.[3]).toBe((sencha?.[3] ?? 0) + (assam?.[3] ?? 0))
        expect(assam?.[2]).toBe((tea?.[2] ?? 0) + (minutes?.[2] ?? 0))
      },
    ],
  ])
})

describe('buttons', () => {
  testOptions(chromium, [
    [
      'put_buttons: small, outline and link_style for all, disabled for one, values and callbacks',
      () => {
        const value = { any: ['thing'] }
        put_buttons(
          [
            { label: 'one', value },
            { label: 'off', value, disabled: true },
          ],
          (given) => put_text(`the very object: ${given === value}`, { scope: 'options' }),
        )
        put_buttons(['small'], [() => put_text('its own', { scope: 'options' })], { small: true })
        put_buttons(['outline'], () => {}, { outline: true })
        put_buttons(['link'], () => {}, { link_style: true })
      },
      async (box, { page }) => {
        const button = (name: string): Locator => box.getByRole('button', { name, exact: true })
        expect(await button('off').isDisabled()).toBe(true)
        const height = async (name: string): Promise<number> =>
          (await button(name).boundingBox())?.height ?? NaN
        expect(await height('small')).toBeLessThan(await height('one'))
        expect(await css(button('outline'), 'background-color')).toBe('rgba(0, 0, 0, 0)')
        expect(await css(button('link'), 'text-decoration-line')).toBe('underline')
        await button('one').click()
        await untilTexts(page, ['the very object: true'])
        await button('small').click()
        await untilTexts(page, ['the very object: true', 'its own'])
      },
    ],
    [
      'style, onclick, update, remove and show of a handle; style of several',
      () => {
        const [a, b] = [put_text('a').style('color: rgb(1, 2, 3)'), put_text('b')]
        style([a, b], 'font-weight: 800')
        a.onclick(() => put_text('first', { scope: 'options' }))
        a.onclick(() => put_text('second', { scope: 'options' }))
        a.show().update({ text: 'A' }).style('letter-spacing: 2px')
        b.show().remove()
        put_button('gone', () => {}).remove()
      },
      async (box, { page }) => {
        await untilTexts(page, ['A'])
        const a = box.getByText('A', { exact: true })
        expect(
          await Promise.all(['color', 'font-weight', 'letter-spacing', 'cursor'].map((name) => css(a, name))),
        ).toEqual(['rgb(1, 2, 3)', '800', '2px', 'pointer'])
        await a.click()
        await untilTexts(page, ['A', 'first', 'second'])
        expect(await box.getByRole('button', { name: 'gone' }).count()).toBe(0)
      },
    ],
  ])
})

describe('layout', () => {
  testOptions(chromium, [
    [
      'put_row and put_column: default shares and gaps, tracks of a list, repeated tracks',
      () => {
        put_row([tile('a'), null, tile('b')])
        put_row([tile('c'), tile('d')], { size: 'repeat(auto-fill, 25%)' })
        put_column([tile('e'), null, tile('f')], { size: '30px 5px 50px' })
      },
      async (box) => {
        const { width = 0 } = (await box.boundingBox()) ?? {}
        const at = (text: string) => placeIn(box, box.getByText(text, { exact: true }))
        const [a, b, c, d, e, f] = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(at))
        expect([a?.[2], b?.[0], b?.[2]]).toEqual([(width - 10) / 2, (width + 10) / 2, (width - 10) / 2])
        expect([c?.[2], d?.[0]]).toEqual([width / 4, width / 4])
        expect([e?.[3], f?.[3], (f?.[1] ?? 0) - (e?.[1] ?? 0)]).toEqual([30, 50, 35])
      },
    ],
    [
      'put_grid: equal cells; lists of tracks take precedence; empty cells; down the columns',
      () => {
        const size = { cell_width: '40px', cell_height: '30px' }
        put_grid([[tile('a'), null, tile('b')], [tile('c')]], size)
        const lists = { cell_widths: '50px 60px', cell_heights: '20px 25px' }
        put_grid(
          [
            [tile('d'), tile('e')],
            [span(null, { col: 1 }), tile('f')],
          ],
          { ...size, ...lists },
        )
        put_grid([[tile('g'), tile('h')], [tile('i')]], { ...size, direction: 'column' })
      },
      async (box) => {
        const grids = box.locator('[data-webio-output="grid"]')
        const at = (grid: number, text: string) =>
          placeIn(grids.nth(grid), grids.nth(grid).getByText(text, { exact: true }))
        expect(await Promise.all([at(0, 'a'), at(0, 'b'), at(0, 'c')])).toEqual([
          [0, 0, 40, 30],
          [80, 0, 40, 30],
          [0, 30, 40, 30],
        ])
        expect(await Promise.all([at(1, 'd'), at(1, 'e'), at(1, 'f')])).toEqual([
          [0, 0, 50, 20],
          [50, 0, 60, 20],
          [50, 20, 60, 25],
        ])
        expect(await Promise.all([at(2, 'g'), at(2, 'h'), at(2, 'i')])).toEqual([
          [0, 0, 40, 30],
          [0, 30, 40, 30],
          [40, 0, 40, 30],
        ])
      },
    ],
  ])
})

describe('scopes and anchors', () => {
  testOptions(chromium, [
    [
      'put_scope: has its own content; reports a taken name, which refers to the first scope',
      () => {
        put_scope('twice', { content: ['first', put_button('in it', () => {})] })
        put_scope('twice', { content: 'second' })
        put_text('more', { scope: 'twice' })
      },
      async (box, { page }) => {
        await box.getByText('The name of this scope is duplicated with the previous one!').waitFor()
        await untilTexts(page, ['first', 'more'], 'twice')
        expect(await box.getByText('second').count()).toBe(0)
        expect(await box.locator('#webio-scope-twice').count()).toBe(1)
      },
    ],
    [
      'set_scope: container_scope, position and if_exist',
      () => {
        const fill = (name: string, text: string) => put_text(text, { scope: name })
        put_text('last')
        set_scope('first', { position: 0 })
        set_scope('second', { position: 1 })
        set_scope('inner', { container_scope: 'first' })
        fill('inner', 'inner')
        fill('second', 'stays')
        set_scope('second')
        set_scope('first', { if_exist: 'clear' })
        fill('first', 'anew')
        set_scope('last', { position: 0 })
        fill('last', 'removed')
        set_scope('last', { if_exist: 'remove' })
        fill('last', 'at the end')
        fill('inner', 'dropped')
      },
      (_, { page }) => {
        chromium.expectProblem(/there is no scope "inner" on the page/)
        return untilTexts(page, ['anew', 'stays', 'last', 'at the end'])
      },
    ],
    [
      'use_scope: creates a scope once, enters it again in place, and empties it with clear',
      () => {
        for (const text of ['a', 'b']) use_scope('s', () => put_text(text))
        put_text('below')
        use_scope('cleared', () => put_text('old'))
        use_scope('cleared', { clear: true }, () => put_text('new'))
        use_scope('s', () => put_text('c'))
        use_scope('elsewhere', { container_scope: 's', position: 0 }, () => put_text('on top'))
      },
      (_, { page }) => untilTexts(page, ['on top', 'a', 'b', 'c', 'below', 'new']),
    ],
    [
      'anchor, before, after, set_anchor, clear_before, clear_after, clear_range, remove',
      () => {
        put_text('swept away')
        set_anchor('start')
        put_text('between')
        put_text('middle', { anchor: 'middle' })
        put_text('swept away')
        set_anchor('end')
        put_text('in front', { before: 'middle' })
        put_text('behind', { after: 'middle' })
        put_text('nowhere', { before: 'unknown' })
        put_text('of the other', { anchor: 'other' })
        put_text('taken', { anchor: 'taken' })
        put_text('swept away')
        clear_before('start')
        put_text('another middle', { anchor: 'middle' })
        clear_range('middle', 'end')
        remove('taken')
        clear_after('other')
      },
      (_, { page }) => untilTexts(page, ['between', 'in front', 'another middle', 'of the other']),
    ],
    [
      'output: resets, appends, and inserts from both ends, no matter where it is',
      () => {
        const hobbies = output('Coding')
        put_table([['Hobbies'], [hobbies]])
        hobbies.reset('Movie')
        hobbies.append('Music', 'Drama')
        hobbies.insert(0, put_markdown('**Coding**'))
        hobbies.insert(-1, 'Tea', 'Chess')
        hobbies.insert(1, 'Go', 'Dance')
      },
      (box) =>
        eventually(async () =>
          expect(
            await box
              .locator('td [data-webio-output="text"], td strong')
              .evaluateAll((all) => all.map((one) => one.textContent)),
          ).toEqual(['Coding', 'Go', 'Dance', 'Movie', 'Music', 'Drama', 'Tea', 'Chess']),
        ),
    ],
  ])
})
