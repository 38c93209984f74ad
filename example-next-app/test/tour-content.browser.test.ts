import type { Locator, Page } from 'playwright-core'
import { example, press, siteBrowser, untilToast } from './site-browser'

jest.setTimeout(120_000)

const { open } = siteBrowser()

const output = (where: Locator, type: string): Locator =>
  where.locator(`[data-webio-output="${type}"]`)

describe('the tour', () => {
  it('leads from the index to a family, and shows each example with its source', async () => {
    const page = await open('/tour')
    await page
      .getByRole('main')
      .getByRole('link', { name: /Content/ })
      .last()
      .click()
    const section = page.getByRole('region', { name: 'put_text', exact: true })
    await section.getByText('so do lines, and <b>tags</b> are text.').first().waitFor()
    expect(await section.getByRole('figure').innerText()).toContain(
      'export function text()',
    )
  })

  it('has no page for an unknown family', async () => {
    const page = await open('/tour')
    const answer = await page.request.get(`${page.url()}/nothing`)
    expect(answer.status()).toBe(404)
  })
})

describe('the page of content', () => {
  let page: Page
  beforeEach(async () => {
    page = await open('/tour/content')
  })

  it('shows texts, and Markdown with GitHub’s extensions', async () => {
    const texts = output(example(page, 'text'), 'text')
    await texts.first().waitFor()
    expect(await texts.allInnerTexts()).toEqual([
      'Two spaces  stay,\nso do lines, and <b>tags</b> are text.',
      'Several · values · 3 · {"in":"a row"}',
      'A piece of a line, ',
      'and another.',
    ])
    const markdown = output(example(page, 'markdown'), 'markdown')
    await markdown.getByRole('heading', { name: 'Tea' }).waitFor()
    expect(await markdown.getByRole('table').count()).toBe(1)
    expect(
      await markdown.locator('p br, del, kbd, sup a, input[checked]').count(),
    ).toBe(5)
  })

  it('sanitizes HTML, and runs scripts if the author allows it', async () => {
    const html = example(page, 'html')
    await html.getByText('A script wrote this.').waitFor()
    const spaced = html.getByText('Inline styles stay.')
    expect(
      await spaced.evaluate((element) => getComputedStyle(element).letterSpacing),
    ).not.toBe('normal')
    expect(await html.getByText('nothing else').innerText()).toBe(
      'Bold, and nothing else.',
    )
  })

  it('colors code, copies it, and scrolls long code', async () => {
    await page.context().grantPermissions(['clipboard-write'])
    const boxes = output(example(page, 'code'), 'code')
    const first = boxes.nth(0)
    await first.locator('.webio-syntax-keyword').first().waitFor()
    // The wait starts before the click, because the text shows only for a moment.
    await Promise.all([
      page.waitForFunction(
        (code) => code?.querySelector('button')?.textContent.includes('Copied'),
        await first.elementHandle(),
      ),
      first.getByRole('button', { name: 'Copy' }).click(),
    ])
    expect(
      await boxes
        .nth(1)
        .locator('pre')
        .evaluate((pre) => pre.scrollHeight > pre.clientHeight),
    ).toBe(true)
  })

  it('shows messages, and lets the person close one', async () => {
    const messages = example(page, 'messages')
    await messages.getByRole('alert').getByText('cellar').waitFor()
    expect(await messages.getByRole('alert').innerText()).toContain(
      'The milk has gone.',
    )
    expect(await output(messages, 'success').getByRole('link').count()).toBe(1)
    await output(messages, 'warning').getByRole('button', { name: 'Close' }).click()
    await output(messages, 'warning').waitFor({ state: 'detached' })
    expect(await output(messages, 'info').count()).toBe(1)
  })

  it('shows links of both kinds, and why one is refused', async () => {
    const links = example(page, 'link')
    await links.getByRole('link').first().waitFor()
    const [url, app] = await links.getByRole('link').all()
    expect(await url?.getAttribute('target')).toBe('_blank')
    expect(await app?.getAttribute('href')).toContain('app=hello')
    await links
      .getByText('put_link: url must be http, https, mailto, tel or relative')
      .waitFor()
  })

  it('shows images from bytes and from a Blob, with their sizes', async () => {
    const images = example(page, 'image')
    const bytes = images.getByRole('img', { name: 'A cup, from bytes' })
    await bytes.waitFor()
    const blob = images.getByRole('img', { name: 'A cup, from a Blob' })
    await page.waitForFunction(
      (image) => (image as HTMLImageElement).naturalWidth > 1,
      await blob.elementHandle(),
    )
    expect(await bytes.evaluate((image: HTMLImageElement) => image.width)).toBe(96)
    expect(await blob.evaluate((image: HTMLImageElement) => image.height)).toBe(32)
    expect(await bytes.getAttribute('src')).toMatch(/^data:image\/svg\+xml;base64,/)
  })

  it('shows a spinner during a long operation, and one with another size', async () => {
    const loading = example(page, 'loading')
    await loading.getByText('The oracle says 42.').waitFor()
    expect(await loading.getByText('Asking the oracle…').count()).toBe(0)
    const spinners = output(loading, 'loading')
    expect(await spinners.count()).toBe(1)
    const size = await spinners
      .locator('[data-shape="grow"]')
      .evaluate((spinner) => (spinner as HTMLElement).offsetWidth)
    expect(size).toBe(48)
  })

  it('moves progress bars, and removes a finished one', async () => {
    const bars = example(page, 'progressbar').getByRole('progressbar')
    await bars.getByText('Steeping: half way').waitFor()
    expect(await bars.count()).toBe(1)
    expect(await bars.getAttribute('aria-valuenow')).toBe('50')
  })

  it('opens JSON by mouse and keyboard, and draws only the open part of a long list', async () => {
    const tree = output(example(page, 'json'), 'json')
    await tree.getByText('[3]').click()
    await tree.getByText('"Darjeeling"').waitFor()
    await tree.locator('summary').filter({ hasText: '100000' }).focus()
    await page.keyboard.press('Enter')
    await tree.getByText('90000 … 99999').click()
    await tree.getByText('99900 … 99999').click()
    await tree.getByText('99950').first().waitFor()
    expect(await tree.locator('*').count()).toBeLessThan(2000)
  })

  it('shows a component of the page whose functions call back', async () => {
    const rating = example(page, 'component')
    await rating.getByText('How was the tea?').waitFor()
    await rating.getByRole('button', { name: '5 of 5 stars' }).click()
    await rating
      .locator('button[aria-label="5 of 5 stars"][aria-pressed="true"]')
      .waitFor()
    await untilToast(page, '5 stars')
  })

  it('changes and removes outputs', async () => {
    const handles = example(page, 'handles')
    await press(handles, 'Change it')
    const note = handles.getByText('Another note.')
    await note.waitFor()
    const { color, fontWeight } = await note.evaluate((element) =>
      getComputedStyle(element),
    )
    expect([color, fontWeight]).toEqual(['rgb(0, 128, 128)', '600'])
    await press(handles, 'Remove it')
    await note.waitFor({ state: 'detached' })
  })
})
