import type { Page } from 'playwright-core'
import { io } from 'socket.io-client'
import {
  hold,
  popup,
  put_button,
  put_code,
  put_collapse,
  put_component,
  put_html,
  put_image,
  put_link,
  put_markdown,
  put_table,
  put_text,
  select,
  toast,
} from '@webio/core'
import { handshake, onceOptions, tryHandshake } from '../../../core/test/bridge/socket-page'
import type { HostFiles } from './bundle'
import { bundlePage, hostDocument } from './bundle'
import { chromiumOfFile, NETWORK_NOISE } from './chromium'
import { gallery } from './gallery'
import { deferred, eventually, recordStatuses, untilStatus, untilTexts } from './page-tools'
import { ANSWERS, fillIn, formOf, questionnaire } from './questionnaire'
import { startSite } from './site'

const chromium = chromiumOfFile()

let files: HostFiles
beforeAll(async () => {
  files = await bundlePage('wire')
})

const RUN = 'window.__pwned=1'
const PAYLOADS = [
  `<script>${RUN}</script>`,
  `<img src="/none" onerror="${RUN}">`,
  `<svg onload="${RUN}"><animate onbegin="${RUN}" attributeName="x" dur="1s"></svg>`,
  `<svg><script>${RUN}</script></svg>`,
  `<a href="javascript:${RUN}">click</a>`,
  `<a href="java&#10;script:${RUN}">click</a>`,
  `<a href="data:text/html,<script>opener.__pwned=1</script>">click</a>`,
  `<iframe srcdoc="<script>parent.__pwned=1</script>"></iframe>`,
  `<iframe src="javascript:parent.__pwned=1"></iframe>`,
  `<details open ontoggle="${RUN}">x</details>`,
  `<input autofocus onfocus="${RUN}">`,
  `<form action="javascript:${RUN}"><button formaction="javascript:${RUN}">go</button></form>`,
  `<object data="javascript:${RUN}"></object><embed src="javascript:${RUN}">`,
  `<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=javascript:${RUN}">`,
  `<link rel="stylesheet" href="/evil.css"><style>body { display: none }</style>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${RUN}&gt;">`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  `<template><script>${RUN}</script></template>`,
  `<video><source onerror="${RUN}"></video><audio src=x onerror="${RUN}">`,
  `<div style="background:url(javascript:${RUN});width:expression(${RUN})" onmouseover="${RUN}">x</div>`,
  `<x-foo onclick="${RUN}" contenteditable onblur="${RUN}">x</x-foo>`,
]
const IN_MARKDOWN = [
  `[click](javascript:${RUN})`,
  `[click](JaVaScRiPt&colon;${RUN})`,
  `[click](data:text/html;base64,PHNjcmlwdD4=)`,
  `![x](javascript:${RUN})`,
  `![x](/none"onerror="${RUN})`,
  `<javascript:${RUN}>`,
  `[click]: javascript:${RUN}\n\n[click]`,
  `\`\`\`html\n<img src=x onerror=${RUN}>\n\`\`\``,
  `<details>\n\n<img src=/none onerror=${RUN}>\n\n</details>`,
]

/** Triggers everything on the page that might run code. Returns what must not be there. */
async function provoke(page: Page): Promise<string[]> {
  await eventually(async () => expect(await page.locator('[aria-busy="true"]').count()).toBe(0))
  await page.evaluate(async () => {
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})))
    for (const element of document.querySelectorAll('.webio *')) {
      for (const type of ['load', 'error', 'toggle', 'focus', 'blur', 'begin', 'mouseover', 'pointerenter'])
        element.dispatchEvent(new Event(type))
    }
  })
  return page.evaluate(() => {
    const root = document.querySelector('.webio') as Element
    const forbidden = 'script, style, link, meta, base, iframe, object, embed, template, noscript'
    const found = [...root.querySelectorAll(forbidden)].map((element) => element.outerHTML)
    for (const element of root.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        const isCode =
          name.startsWith('on') || (name !== 'value' && /^\s*(java\s*script|data:text)/i.test(value))
        if (isCode) found.push(`${element.localName} ${name}=${value}`)
      }
    }
    for (const link of root.querySelectorAll('a')) {
      if (link.href && !/^(https?|mailto|tel):/.test(link.href)) found.push(link.outerHTML)
    }
    return found
  })
}

const pwned = (page: Page): Promise<unknown> =>
  page.evaluate(() => (window as unknown as { __pwned?: unknown }).__pwned)

describe('what a task shows', () => {
  it.each(['put_html', 'put_markdown'])('runs nothing with %s', async (name) => {
    chromium.expectProblem(NETWORK_NOISE) // Missing images.
    await using site = await startSite(chromium, () => {
      for (const payload of PAYLOADS) {
        if (name === 'put_html') put_html(payload)
        else put_markdown(`before\n\n${payload}\n\nafter ${payload}`)
      }
      if (name === 'put_markdown') for (const payload of IN_MARKDOWN) put_markdown(payload)
      put_text('the end')
      return hold()
    })
    const page = await chromium.open(site.page)
    await page.getByText('the end').waitFor()
    expect(await page.locator('[data-webio-output="html"], [data-webio-output="markdown"]').count()).toBe(
      PAYLOADS.length + (name === 'put_markdown' ? IN_MARKDOWN.length : 0),
    )
    expect(await provoke(page)).toEqual([])
    expect(await pwned(page)).toBeUndefined()
    expect(await page.evaluate(() => getComputedStyle(document.body).display)).toBe('block')
    expect(page.url()).toBe(site.page)
  })

  it('is plain text if it is a text', async () => {
    const payload = `<img src="/none" onerror="${RUN}">`
    await using site = await startSite(chromium, () => {
      put_text(payload)
      put_code(payload, { language: 'html' })
      put_table([[payload], [payload]])
      put_button(payload, () => {})
      put_collapse(payload, payload, { open: true })
      put_link(payload, { url: 'https://example.com/' })
      put_image('data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="window.__pwned=1"/>', {
        title: payload,
      })
      toast(payload, { duration: 0 })
      popup(payload, payload)
      return select(payload, [[payload, payload]], { help_text: payload })
    })
    const page = await chromium.open(site.page)
    await page.getByRole('dialog', { name: payload }).waitFor()
    await page.getByLabel(payload).first().waitFor()
    expect(await provoke(page)).toEqual([])
    expect(await page.locator('img').count()).toBe(1)
    expect(await pwned(page)).toBeUndefined()
  })

  it.each([
    `javascript:${RUN}`,
    ` JAVASCRIPT:${RUN}`,
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
  ])('is neither a link nor an image with the URL %s', async (url) => {
    const errors: unknown[] = []
    await using site = await startSite(chromium, () => {
      for (const put of [() => put_link('x', { url }), () => put_image(url)]) {
        try {
          put()
        } catch (error) {
          errors.push(error)
        }
      }
      put_text('the end')
      return hold()
    })
    const page = await chromium.open(site.page)
    await untilTexts(page, ['the end'])
    expect(errors).toEqual([expect.any(RangeError), expect.any(RangeError)])
    expect(await page.locator('.webio a, .webio img').count()).toBe(0)
  })

  it('runs if the author wants it, unless the host page forbids it', async () => {
    await using site = await startSite(
      chromium,
      () => {
        put_html(`<script>${RUN}</script><p>shown</p>`, { sanitize: false })
        return hold()
      },
      { host: { files, document: () => hostDocument('wire', files) } },
    )
    const allowed = await chromium.open(site.url)
    await allowed.getByText('shown').waitFor()
    expect(await pwned(allowed)).toBe(1)
    const refused = await chromium.open(`${site.url}?no-scripts`)
    await refused.getByText('shown').waitFor()
    expect(await pwned(refused)).toBeUndefined()
    expect(await provoke(refused)).toEqual([])
  })
})

it('works without restrictions under a strict Content-Security-Policy', async () => {
  const answered = deferred<unknown>()
  await using site = await startSite(
    chromium,
    async () => {
      gallery()
      put_component('Framed', { title: 'A frame' }, { children: 'in a component' })
      answered.resolve(await questionnaire())
      return hold()
    },
    {
      host: {
        files,
        document: () => hostDocument('wire', files),
        headers: {
          'content-security-policy':
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'",
        },
      },
    },
  )
  const page = await (await chromium.context()).newPage()
  await page.addInitScript(() => {
    const violations: string[] = []
    Object.assign(window, { violations })
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, sample, sourceFile }) =>
      violations.push(`${violatedDirective} ${sample} ${sourceFile}`),
    )
  })
  await page.goto(site.url)
  await page.locator('[data-webio-output="markdown"] code span').first().waitFor()
  await fillIn(page)
  await page.getByRole('region', { name: 'A frame' }).getByText('in a component').waitFor()
  await page.getByRole('tab', { name: 'Second' }).click()
  await page.getByText('in the second').waitFor()
  await page.locator('[data-webio-output="json"] summary').nth(1).click()
  await page.getByText('"Sencha"').waitFor()
  await page.getByRole('button', { name: 'Tell' }).click()
  await page.locator('[data-webio-toast]').waitFor()
  await page.getByRole('button', { name: 'Ask' }).click()
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.locator('[role="progressbar"][aria-valuenow="50"]').waitFor()
  // The author's styles apply.
  expect(await page.locator('em').evaluate((em) => getComputedStyle(em).letterSpacing)).toBe('3px')
  expect(await page.getByRole('img', { name: 'a dot' }).evaluate((img: HTMLImageElement) => img.width)).toBe(
    20,
  )
  await formOf(page).getByRole('button', { name: 'Submit' }).click()
  expect(await answered.promise).toEqual(ANSWERS)
  expect(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([])
  // The policy is in force.
  chromium.expectProblem(/Content Security Policy/)
  await page.evaluate(() => {
    const style = document.createElement('style')
    style.textContent = 'a {}'
    document.head.append(style)
  })
  await eventually(async () =>
    expect(
      await page.evaluate(() => (window as unknown as { violations: string[] }).violations),
    ).toHaveLength(1),
  )
})

it('is not affected by invalid messages from elsewhere', async () => {
  chromium.expectProblem(/^on the server: \[webio\]/) // It may be logged.
  await using site = await startSite(chromium, questionnaire, { path: '' })
  const page = await (await chromium.context()).newPage()
  const statuses = await recordStatuses(page)
  await page.goto(site.page)
  await fillIn(page)
  const [session] = site.sessions()
  const form = [...(session?.view.tree.forms.keys() ?? [])][0]

  // Handshakes.
  const resume = { session: session?.id ?? '', secret: 'guessed', seen: 0 }
  const auths = [
    {},
    { protocol: 'x' },
    handshake({ app: '__proto__' }),
    handshake({ params: [] as never }),
    handshake({ resume }),
    handshake({ resume: { ...resume, secret: '' } }),
    handshake({ resume: { ...resume, secret: { length: 24 } as never } }),
  ]
  for (const auth of auths) {
    const refused = await tryHandshake(site.url, auth)
    expect([auth, refused]).not.toEqual([auth, 'welcome'])
  }

  // Messages of another session that refer to this one.
  const socket = io(site.url, {
    ...onceOptions('websocket'),
    auth: handshake() as unknown as Record<string, unknown>,
  })
  await new Promise<void>((resolve) => socket.once('message', () => resolve()))
  const events: unknown[] = [
    { type: 'form-submit', form, values: { name: 'Mallory' } },
    { type: 'form-cancel', form },
    { type: 'output-dismiss', output: 0 },
    { type: 'callback-fire', output: '__proto__', key: 'constructor' },
  ]
  events.forEach((event, index) => socket.send({ type: 'event', n: index + 1, seen: 0, event }))
  const deep = JSON.parse('['.repeat(2000) + ']'.repeat(2000)) as unknown
  const gone = new Promise<void>((resolve) => socket.once('disconnect', () => resolve()))
  for (let times = 0; times < 30; times++) {
    for (const message of [null, 7, 'x'.repeat(10_000), deep, { type: 'batch' }, { type: 'event', n: -1 }])
      socket.send(message)
    socket.emit('other', {}, [])
    socket.send(Buffer.from('binary'))
  }
  await gone

  // Requests that are not Socket.IO.
  for (const init of [
    { method: 'POST', body: 'rubbish' },
    { method: 'PUT', body: '{}' },
    { method: 'POST', body: '96:0{"sid":1}' },
  ])
    await fetch(`${site.url}io?EIO=4&transport=polling&sid=none`, init).then((response) =>
      expect(response.status).toBeGreaterThanOrEqual(400),
    )

  expect(session?.state.name).toBe('open')
  expect(await formOf(page).getByLabel('Name', { exact: true }).inputValue()).toBe(ANSWERS.name)
  expect(session?.forms.size).toBe(1)
  await formOf(page).getByRole('button', { name: 'Submit' }).click()
  await formOf(page).waitFor({ state: 'detached' })
  await untilStatus(page, 'closed') // The task has ended with this page's answer.
  expect(session?.view.tree.closed).toEqual({ reason: 'finished', result: ANSWERS })
  expect(await statuses()).toEqual(['open', 'closed'])
})
