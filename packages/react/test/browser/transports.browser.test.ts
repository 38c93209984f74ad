import type { Page, WebSocket } from 'playwright-core'
import { hold, info, put_text } from '@webio/core'
import type { TransportName } from '@webio/core/server'
import type { HostFiles } from './bundle'
import { bundlePage, hostDocument } from './bundle'
import { chromiumOfFile, NETWORK_NOISE } from './chromium'
import { gallery } from './gallery'
import { deferred, eventually, textsOf, untilStatus } from './page-tools'
import { ANSWERS, fillIn, formOf, questionnaire } from './questionnaire'
import type { Site } from './site'
import { startSite } from './site'

const chromium = chromiumOfFile()

let files: HostFiles
beforeAll(async () => {
  files = await bundlePage('wire')
})

interface Wire {
  readonly name: string
  /** The transports that the server offers. */
  readonly offered: readonly TransportName[]
  /** The transports that the page tries. */
  readonly tried?: string
  /** The transport of the handshake. */
  readonly first: TransportName
  readonly isWebSocket: boolean
}

const WIRES: readonly Wire[] = [
  { name: 'websocket', offered: ['websocket'], first: 'websocket', isWebSocket: true },
  { name: 'polling', offered: ['polling'], first: 'polling', isWebSocket: false },
  {
    name: 'polling upgraded to websocket',
    offered: ['polling', 'websocket'],
    tried: 'polling,websocket',
    first: 'polling',
    isWebSocket: true,
  },
]

const socketsOf = new WeakMap<Page, WebSocket[]>()

describe.each(WIRES)('over $name', ({ offered, tried, first, isWebSocket }) => {
  const start = (task: () => unknown): Promise<Site> =>
    startSite(chromium, task as () => void, {
      transports: offered,
      host: { files, document: () => hostDocument('wire', files) },
    })

  /** Opens the page, and waits until it has the intended transport. */
  const open = async (site: Site): Promise<Page> => {
    // The page's last request may come after the server has closed the connection at the end of a session.
    if (!isWebSocket) chromium.expectProblem(NETWORK_NOISE)
    const page = await (await chromium.context()).newPage()
    const sockets: WebSocket[] = []
    socketsOf.set(page, sockets)
    page.on('websocket', (socket) => sockets.push(socket))
    const upgraded = tried ? page.waitForEvent('websocket').then(untilUpgraded) : undefined
    await page.goto(tried ? `${site.url}?wires=${tried}` : site.page)
    await untilStatus(page, 'open')
    await upgraded
    return page
  }

  it(`begins with ${first}, and continues with ${isWebSocket ? 'websocket' : 'polling'}`, async () => {
    const handshake = deferred<string>()
    await using site = await start(() => {
      handshake.resolve(info.protocol)
      return hold()
    })
    const page = await open(site)
    expect(await handshake.promise).toBe(first)
    expect(socketsOf.get(page)).toHaveLength(isWebSocket ? 1 : 0)
    const bySocket: (string | Buffer)[] = []
    for (const socket of socketsOf.get(page) ?? [])
      socket.on('framereceived', ({ payload }) => bySocket.push(payload))
    await site.handler.sessions()[0]?.run(() => put_text('news'))
    await page.getByText('news').waitFor()
    expect(bySocket.some((payload) => payload.includes('news'))).toBe(isWebSocket)
  })

  it('shows an output of every type', async () => {
    await using site = await start(() => {
      gallery()
      return hold()
    })
    const page = await open(site)
    const root = page.locator('[data-webio-scope="ROOT"]')
    const output = (type: string) => root.locator(`[data-webio-output="${type}"]`)
    await root.getByRole('button', { name: 'Tell' }).waitFor() // The last output.

    expect(await output('text').first().textContent()).toBe('plain <b>text</b>')
    const markdown = output('markdown')
    await markdown.getByRole('heading', { name: 'Heading' }).waitFor()
    expect(await markdown.locator('strong, del, td').allTextContents()).toEqual(['bold', 'deleted', '1', '2'])
    expect(await markdown.getByRole('checkbox', { checked: true }).count()).toBe(1)
    await markdown.locator('code span', { hasText: 'const' }).waitFor() // Colored: the highlighter has been loaded.
    expect(await output('html').locator('em').textContent()).toBe('emphasis')
    expect(
      await output('html')
        .locator('em')
        .evaluate((em) => getComputedStyle(em).letterSpacing),
    ).toBe('3px')
    expect(await output('code').locator('code').textContent()).toBe('print("code")')
    expect(await root.getByRole('link', { name: 'somewhere' }).getAttribute('href')).toBe(
      'https://example.com/',
    )
    const image = root.getByRole('img', { name: 'a dot' })
    await eventually(async () =>
      expect(
        await image.evaluate((img: HTMLImageElement) => [img.complete, img.naturalWidth, img.width]),
      ).toEqual([true, 1, 20]),
    )
    const table = output('table')
    expect(await table.locator('thead th').allTextContents()).toEqual(['One', 'Two', 'Three'])
    const cells = table.locator('tbody td')
    expect(
      await cells.evaluateAll((tds: HTMLTableCellElement[]) =>
        tds.map((td) => [td.textContent, td.colSpan, td.rowSpan]),
      ),
    ).toEqual([
      ['wide', 2, 1],
      ['in a cell', 1, 1],
      ['a', 1, 1],
      ['tall', 1, 2],
      ['c', 1, 1],
      ['d', 1, 1],
      ['f', 1, 1],
    ])
    const [left, right] = await boxes(page, ['row left', 'row right'])
    expect([left?.y, (left?.x ?? 0) < (right?.x ?? 0)]).toEqual([right?.y, true])
    const [top, bottom] = await boxes(page, ['column top', 'column bottom'])
    expect([top?.x, (top?.y ?? 0) < (bottom?.y ?? 0)]).toEqual([bottom?.x, true])
    expect(await textsOf(page, 'box')).toEqual(['in the box'])

    const folded = root.getByText('folded away')
    expect(await folded.isVisible()).toBe(false)
    await root.locator('details > summary', { hasText: 'More' }).click()
    await folded.waitFor({ state: 'visible' })

    await root.getByRole('button', { name: 'Press' }).click()
    await root.getByText('pressed', { exact: true }).waitFor()
    await output('buttons').getByRole('button', { name: 'No' }).click()
    await root.getByText('chose 2').waitFor()

    const bar = root.getByRole('progressbar', { name: 'progress' })
    expect(await bar.getAttribute('aria-valuenow')).toBe('25')
    await root.getByRole('button', { name: 'Go on' }).click()
    await eventually(async () => expect(await bar.getAttribute('aria-valuenow')).toBe('50'))

    await root.getByRole('button', { name: 'Tell' }).click()
    const toast = page.locator('[data-webio-toast]').and(page.getByRole('status'))
    await toast.getByText('Saved').waitFor()
    await toast.getByRole('button', { name: 'Close' }).click()
    await toast.waitFor({ state: 'detached' })

    await root.getByRole('button', { name: 'Ask' }).click()
    const popup = page.getByRole('dialog', { name: 'Attention' })
    await popup.getByText('in the popup').waitFor()
    await popup.getByRole('button', { name: 'Close' }).click()
    await popup.waitFor({ state: 'detached' })
  })

  it('asks with every kind of field: rejects invalid values, and passes valid ones to the task', async () => {
    const answered = deferred<unknown>()
    await using site = await start(async () => {
      answered.resolve(await questionnaire())
      put_text('Thank you')
    })
    const page = await open(site)
    const form = formOf(page)
    const field = (label: string) => form.getByLabel(label, { exact: true })
    const submit = form.getByRole('button', { name: 'Submit' })
    const isFocused = (label: string) =>
      eventually(async () =>
        expect(await field(label).evaluate((e) => e === document.activeElement)).toBe(true),
      )
    // The form takes the focus on a stand-alone page, but not on a host page.
    await form.waitFor()
    if (!tried) await isFocused('Name')
    else expect(await focused(page)).toBe('')

    // The page checks its own rules without sending anything.
    await field('Age').fill('17')
    await field('Email').fill('nowhere')
    await submit.click()
    await form.getByRole('alert').first().waitFor()
    const messages = await form.getByRole('alert').allTextContents()
    expect(messages).toEqual([
      'Please fill out this field.',
      'The value must be 18 or more.',
      'Please enter an email address.',
      'Please select an option.',
    ])
    for (const label of ['Name', 'Age', 'Email', 'Size'])
      expect([label, await field(label).getAttribute('aria-invalid')]).toEqual([label, 'true'])
    expect(await field('Height').getAttribute('aria-invalid')).toBeNull()
    await isFocused('Name')

    // The server's rule.
    await fillIn(page)
    await field('Password').fill('secret')
    await submit.click()
    await form.getByRole('alert').getByText('Too easy to guess.').waitFor()
    expect(await form.getByRole('alert').count()).toBe(1)
    expect(await field('Password').getAttribute('aria-invalid')).toBe('true')
    await isFocused('Password')

    await field('Password').fill(ANSWERS.password)
    await submit.click()
    expect(await answered.promise).toEqual(ANSWERS)
    await page.getByText('Thank you').waitFor()
    expect(await form.count()).toBe(0)
  })
})

it('lets a person fill in a form by keyboard alone', async () => {
  const answers: unknown[] = []
  const done = deferred()
  await using site = await startSite(chromium, async () => {
    answers.push(await questionnaire())
    done.resolve()
    await hold()
  })
  const page = await chromium.open(site.page)
  await formOf(page).waitFor()
  const { keyboard } = page
  await eventually(async () => expect(await focused(page)).toBe('name'))
  await keyboard.type('Ada')
  // Enter in a field submits. The first missing field gets the focus.
  await keyboard.press('Enter')
  await eventually(async () => expect(await focused(page)).toBe('size'))
  await keyboard.press('Space')
  await keyboard.press('ArrowDown') // The second of the radio buttons.
  await keyboard.press('Tab')
  expect(await focused(page)).toBe('volume')
  await keyboard.press('ArrowRight')
  await keyboard.press('Shift+Tab')
  await keyboard.press('Shift+Tab')
  expect(await focused(page)).toBe('colors')
  await keyboard.press('Space') // The last of the checkboxes.
  await keyboard.press('Shift+Tab')
  await keyboard.press('Shift+Tab')
  await keyboard.press('Shift+Tab')
  expect(await focused(page)).toBe('country')
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await keyboard.press('Shift+Tab')
  await keyboard.press('Shift+Tab')
  expect(await focused(page)).toBe('city')
  await keyboard.press('ArrowDown')
  await keyboard.press('Shift+Tab')
  expect(await focused(page)).toBe('story')
  await keyboard.type('one')
  await keyboard.press('Enter')
  await keyboard.type('two')
  while ((await focused(page)) !== 'Submit') await keyboard.press('Tab')
  await keyboard.press('Enter')
  await done.promise
  expect(answers).toEqual([
    expect.objectContaining({
      name: 'Ada',
      size: 'M',
      volume: 11,
      colors: ['blue'],
      country: 'Belgium',
      city: 'Paris',
      story: 'one\ntwo',
    }),
  ])
})

/** Resolves when Engine.IO has moved to the WebSocket, which the page reports with its packet `5`. */
function untilUpgraded(socket: WebSocket): Promise<unknown> {
  return socket.waitForEvent('framesent', ({ payload }) => payload === '5')
}

function boxes(page: Page, texts: readonly string[]) {
  return Promise.all(texts.map((text) => page.getByText(text, { exact: true }).boundingBox()))
}

/** The name of the focused field, or the text of the focused button. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return ''
    return element.getAttribute('name') ?? element.textContent
  })
}
