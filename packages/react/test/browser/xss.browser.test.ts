import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import {
  clear,
  hold,
  input_group,
  input,
  popup,
  put_button,
  put_buttons,
  put_chart,
  put_code,
  put_collapse,
  put_datatable,
  put_error,
  put_file,
  put_grid,
  put_html,
  put_image,
  put_info,
  put_json,
  put_link,
  put_markdown,
  put_progressbar,
  put_row,
  put_scope,
  put_table,
  put_tabs,
  put_text,
  put_widget,
  scroll_to,
  select,
  set_anchor,
  set_scope,
  toast,
  use_scope,
} from '@webio/core'
import type { HostFiles } from './bundle'
import { bundlePage, hostDocument } from './bundle'
import { chromiumOfFile } from './chromium'
import { eventually } from './page-tools'
import { startSite } from './site'

const chromium = chromiumOfFile()
jest.setTimeout(240_000)

/**
 * Messages that are not about executed code: missing images, and remarks of the parser and of React’s
 * development build about such HTML.
 */
const TALK = /Failed to load resource|net::ERR_|attribute|descendant of|contain a nested|not well-formed/

/**
 * Known payloads: from OWASP's filter evasion and other cheat sheets, mutations that got past sanitizers, and
 * those specific to Markdown. Each calls `alert(1)`.
 */
const KNOWN = JSON.parse(readFileSync(join(__dirname, 'xss-payloads.json'), 'utf8')) as string[]
/** Payloads with their numbers, so that the one that ran can be identified. */
const PAYLOADS = KNOWN.map((payload, index) => payload.replaceAll('alert(1)', `alert(${index})`))

let files: HostFiles
beforeAll(async () => {
  files = await bundlePage('wire')
})

/** Ignores what the page refuses to show: that is an acceptable outcome too. */
function allowRefusal(put: () => unknown): void {
  try {
    put()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
}

/** The places where a payload can enter. */
const DOORS: Readonly<Record<string, (payload: string) => void>> = {
  put_html: (payload) => put_html(payload),
  'put_html, within others': (payload) => put_html(`<p title="${payload}">a ${payload} b</p>`),
  put_markdown: (payload) => put_markdown(payload),
  'put_markdown, within a text': (payload) => put_markdown(`a *b* ${payload} c\n\n- d ${payload}`),
  'cells of put_table': (payload) => put_table([[payload], [payload, put_html(payload)]]),
  put_link: (payload) => {
    put_link(payload, { url: '#' })
    allowRefusal(() => put_link('x', { url: payload }))
  },
  put_image: (payload) => {
    put_image('/none.png', { title: payload, width: payload })
    allowRefusal(() => put_image(payload))
  },
  'labels and titles': (payload) => {
    put_button(payload, () => {})
    put_buttons([[payload, 1]], () => {})
    put_collapse(payload, payload, { open: true })
    put_progressbar('bar', { label: payload })
    put_info(payload)
    put_error(put_text(payload), payload)
  },
  'put_text, put_code and put_json': (payload) => {
    put_text(payload)
    put_code(payload, { language: 'html' })
    put_code('x', { language: payload })
    put_json({ [payload]: payload })
    put_json(payload)
  },
  'put_widget: its template, texts and HTML in it': (payload) => {
    // A payload may be an invalid template.
    allowRefusal(() => put_widget(payload, {}))
    put_widget('<p title="{{text}}">{{text}} {{& text}} {{& output}}</p>', { text: payload, output: payload })
  },
  'titles of tabs, labels of files': (payload) => {
    put_tabs([{ title: payload, content: payload }])
    put_file('a.txt', 'a', { label: payload })
  },
  'sizes of rows and grids': (payload) => {
    put_row(['a'], { size: payload })
    put_grid([['a']], { cell_width: payload, cell_heights: payload })
  },
  'names of scopes, anchors, applications and tables': (payload) => {
    const doors = [
      () => put_scope(payload, { content: payload }),
      () => set_scope(payload),
      () => use_scope(payload, () => put_text(payload)),
      () => put_text(payload, { anchor: payload }),
      () => put_text('x', { before: payload }),
      () => put_text('x', { after: payload }),
      () => set_anchor(payload),
      () => put_progressbar(payload),
      () => put_datatable([], { instance_id: payload, column_order: [payload] }),
    ]
    doors.forEach(allowRefusal)
    // These properties are looked up, whether or not they exist.
    clear(payload)
    scroll_to(payload)
    put_text('nowhere', { scope: payload })
    put_link('x', { app: payload })
  },
  'CSS of the author': (payload) => put_text('x').style(payload),
}

/** A page in a context that records everything that runs. */
async function watched(url: string): Promise<{ page: Page; ran: Set<unknown> }> {
  const ran = new Set<unknown>()
  const context: BrowserContext = await chromium.context()
  await context.exposeFunction('payloadRan', (what: unknown) => void ran.add(what))
  await context.addInitScript(() => {
    const note = (what?: unknown): void => {
      void (window as unknown as { payloadRan(what: unknown): void }).payloadRan(String(what))
    }
    Object.assign(window, { alert: note, confirm: note, prompt: note, print: note })
  })
  const page = await context.newPage()
  page.on('dialog', (dialog) => {
    ran.add(dialog.message())
    void dialog.dismiss()
  })
  await page.goto(url)
  return { page, ran }
}

const EVENTS = [
  ...['load', 'error', 'toggle', 'beforetoggle', 'begin', 'end', 'repeat', 'animationstart', 'animationend'],
  ...['transitionend', 'focus', 'focusin', 'focusout', 'blur', 'change', 'input', 'beforeinput', 'select'],
  ...['invalid', 'search', 'mouseover', 'mouseenter', 'pointerover', 'pointerenter', 'pointerdown', 'wheel'],
  ...['keydown', 'keyup', 'keypress', 'copy', 'cut', 'paste', 'drag', 'dragstart', 'dragover', 'drop'],
  ...['scroll', 'contextmenu', 'dblclick', 'auxclick', 'loadstart', 'play', 'canplay', 'finish', 'start'],
  ...[
    'bounce',
    'reset',
    'formdata',
    'submit',
    'close',
    'cancel',
    'message',
    'pageshow',
    'resize',
    'hashchange',
  ],
]

/**
 * Triggers everything that the shown content could run: on its own, by every kind of event, and by clicks.
 */
async function provoke(page: Page): Promise<void> {
  await eventually(async () => expect(await page.locator('[aria-busy="true"]').count()).toBe(0))
  await page.evaluate(async (events) => {
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})))
    // Links that lead elsewhere are held back. Links that run a script, as the browser understands them, may run.
    addEventListener(
      'click',
      (event) => {
        const link = (event.target as Element).closest('a, area')
        const address =
          link?.getAttribute('href') ?? link?.getAttributeNS('http://www.w3.org/1999/xlink', 'href')
        const isScript = URL.canParse(address ?? '') && new URL(address ?? '').protocol === 'javascript:'
        if (!isScript) event.preventDefault()
      },
      true,
    )
    for (const element of document.querySelectorAll<HTMLElement>('.webio *')) {
      for (const type of events) element.dispatchEvent(new Event(type, { cancelable: true }))
      element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
    }
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))
  }, EVENTS)
  // Whatever a navigation to a script has started has run by the time the page answers again.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 0)))
}

const hostOf = (task: () => unknown) =>
  startSite(
    chromium,
    () => {
      task()
      put_text('the end')
      return hold()
    },
    { host: { files, document: () => hostDocument('wire', files) } },
  )

it('has a corpus of more than 200 payloads, all different', () => {
  expect(new Set(KNOWN).size).toBe(KNOWN.length)
  expect(KNOWN.length).toBeGreaterThan(200)
})

describe('no known payload runs', () => {
  it.each(Object.entries(DOORS))('%s', async (_, door) => {
    chromium.expectProblem(TALK)
    // A payload is not a valid name, so there is no such scope.
    chromium.expectProblem(/there is no scope .* The output is dropped/)
    await using site = await hostOf(() => PAYLOADS.forEach(door))
    const { page, ran } = await watched(site.url)
    await page.getByText('the end').waitFor()
    await provoke(page)
    expect([...ran]).toEqual([])
    expect(page.url()).toBe(site.url)
  })

  it('popup and toast', async () => {
    await using site = await hostOf(() => {
      for (let from = 0; from < PAYLOADS.length; from += 40)
        toast(PAYLOADS.slice(from, from + 40).join(' '), { duration: 0 })
      popup(PAYLOADS.join(' '), [...PAYLOADS, ...PAYLOADS.map((payload) => put_html(payload))])
    })
    chromium.expectProblem(/no_such_output/) // Each of many clicks closes it.
    chromium.expectProblem(TALK)
    const { page, ran } = await watched(site.url)
    // Payloads contain dialogs, too.
    await page.locator('[data-webio-output=popup]').waitFor()
    await provoke(page)
    expect([...ran]).toEqual([])
  })

  it('records, columns and actions of put_datatable', async () => {
    chromium.expectProblem(TALK)
    await using site = await hostOf(() => {
      const records = PAYLOADS.map((payload, id) => ({ id, text: payload, group: { inner: payload } }))
      put_datatable(records, {
        height: 'auto',
        onselect: () => {},
        actions: PAYLOADS.slice(0, 20).map((payload) => [payload, () => {}] as const),
        column_args: { text: { header: PAYLOADS.join(' ') } },
      })
      // As headings: one column for each.
      const keys = PAYLOADS.filter((payload) => payload !== '__proto__')
      put_datatable([Object.fromEntries(keys.map((key) => [key, key]))])
    })
    const { page, ran } = await watched(site.url)
    await page.getByRole('gridcell').first().waitFor()
    await page.getByRole('button', { name: 'Filter' }).first().click()
    await provoke(page)
    expect([...ran]).toEqual([])
  })

  it('names and labels of put_chart', async () => {
    chromium.expectProblem(TALK)
    await using site = await hostOf(() => {
      put_chart(
        {
          title: { text: PAYLOADS.join(' '), link: 'javascript:alert(0)' },
          tooltip: { trigger: 'axis', alwaysShowContent: true, formatter: PAYLOADS.join(' ') },
          legend: { data: PAYLOADS.slice(0, 40) },
          xAxis: { data: PAYLOADS },
          yAxis: {},
          series: PAYLOADS.slice(0, 40).map((name) => ({ name, type: 'bar', data: [1, 2, 3] })),
        },
        { label: PAYLOADS.join(' ') },
      )
    })
    const { page, ran } = await watched(site.url)
    await page.locator('canvas').first().waitFor()
    await page
      .locator('canvas')
      .first()
      .hover({ position: { x: 200, y: 200 } })
    await provoke(page)
    expect([...ran]).toEqual([])
  })

  it('the texts of forms', async () => {
    await using site = await hostOf(() => {
      const fields = PAYLOADS.map((payload, index) =>
        index % 2 === 0
          ? input(payload, { name: `f${index}`, help_text: payload, placeholder: payload, value: payload })
          : select(payload, [[payload, payload]], { name: `f${index}`, help_text: payload }),
      )
      void input_group(PAYLOADS.join(' '), fields)
    })
    const { page, ran } = await watched(site.url)
    await page.locator('form[data-webio-form]').waitFor()
    await provoke(page)
    expect([...ran]).toEqual([])
  })

  it.each<[string, (payload: string) => void]>([
    ['put_html', (payload) => put_html(payload, { sanitize: false })],
    ['put_markdown', (payload) => put_markdown(payload, { sanitize: false })],
  ])('runs no payload in unsanitized %s if the page allows no scripts', async (_, door) => {
    chromium.expectProblem(TALK)
    // A payload is not a valid name, so there is no such scope.
    chromium.expectProblem(/there is no scope .* The output is dropped/)
    await using site = await hostOf(() => PAYLOADS.forEach(door))
    const { page, ran } = await watched(`${site.url}?no-scripts`)
    await page.getByText('the end').waitFor()
    await provoke(page)
    expect([...ran]).toEqual([])
  })
})

it.each<[string, (payload: string) => void]>([
  ['put_html', (payload) => put_html(payload, { sanitize: false })],
  ['put_markdown', (payload) => put_markdown(payload, { sanitize: false })],
])('detects what runs in unsanitized %s if the page allows scripts', async (_, door) => {
  chromium.expectProblem(/./)
  // Payloads that would navigate the page away are left out.
  const some = PAYLOADS.filter((payload) => /^<(script|img|svg|details|input)\b/i.test(payload))
  await using site = await hostOf(() => some.forEach(door))
  const { page, ran } = await watched(site.url)
  await page.getByText('the end').waitFor()
  await eventually(() => expect(ran.size).toBeGreaterThan(20))
})
