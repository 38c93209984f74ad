import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transform } from 'lightningcss'
import type { Page } from 'playwright-core'
import { chromiumOfFile } from './chromium'
import { openHostPage } from './host-pages'
import { hostSheets } from './host-sheets'

const chromium = chromiumOfFile()

/** Properties that style sheets usually set for elements. */
const PROPERTIES =
  `appearance background-color background-image border-bottom-color border-bottom-style border-bottom-width border-collapse
  border-left-color border-left-style border-left-width border-right-width border-top-color border-top-left-radius border-top-style
  border-top-width box-sizing color content cursor display font-family font-size font-style font-weight letter-spacing line-height
  list-style-type margin-bottom margin-left margin-right margin-top opacity outline-style overflow-wrap padding-bottom padding-left
  padding-right padding-top position resize text-align text-decoration-line text-indent text-transform vertical-align visibility
  white-space`.split(/\s+/)

interface Differences {
  /** The number of WebIO's elements that were examined. */
  readonly read: number
  readonly found: string[]
  /** Sheets that change a button of the host page, to prove that each of them has an effect. */
  readonly effective: string[]
}

/**
 * The differences from the plain page, by sheet, loaded before and after WebIO's. They are read in one call,
 * because there are hundreds of elements with pseudo-elements.
 */
const differences = async (page: Page): Promise<Differences> =>
  page.evaluate(
    ([sheets, properties]) => {
      const elements = [...document.querySelectorAll<HTMLElement>('.webio *:not(svg *, [hidden])')]
      const stylesOf = (): string[] =>
        elements.flatMap((element, index) =>
          ['', '::before', '::placeholder', '::marker'].map((pseudo) => {
            const style = getComputedStyle(element, pseudo)
            if (pseudo === '::before' && style.content === 'none') return ''
            const values = properties.map((property) => `${property}: ${style.getPropertyValue(property)}`)
            return `${element.localName}.${element.className} ${index}${pseudo} ${values.join('; ')}`
          }),
        )
      const own = document.body.appendChild(document.createElement('button'))
      const lookOfOwn = (): string =>
        properties.map((one) => getComputedStyle(own).getPropertyValue(one)).join()
      const plainOwn = lookOfOwn()
      const plain = stylesOf()
      const effective = new Set<string>()
      const found: string[] = []
      for (const [name, css] of sheets)
        for (const place of ['before', 'after'] as const) {
          const style = document.createElement('style')
          style.textContent = css
          document.querySelector('link[rel="stylesheet"]')?.[place](style)
          const read = stylesOf()
          if (lookOfOwn() !== plainOwn) effective.add(name)
          style.remove()
          for (const [index, styles] of read.entries())
            if (styles !== plain[index]) found.push(`${name}, ${place}: ${styles} instead of ${plain[index]}`)
        }
      own.remove()
      return { read: elements.length, found, effective: [...effective] }
    },
    [await hostSheets(), PROPERTIES] as const,
  )

/** A host page's rules for its body apply to all text, as they should. */
const SAME_TEXT =
  'html { font: 16px/1.5 sans-serif !important; tab-size: 8 !important } body { margin: 8px !important; font: inherit !important; color: #000 !important }'

async function openLooks(path: string): Promise<Page> {
  const page = await openHostPage(chromium, path, {
    document: (html) => html.replace('</head>', `<style>${SAME_TEXT}</style></head>`),
  })
  for (const shown of [page.getByText('A toast'), page.getByLabel('Long'), page.getByRole('grid')])
    await shown.waitFor()
  await page.getByRole('combobox', { name: 'Found' }).waitFor()
  await page.locator('.webio-syntax-keyword').nth(1).waitFor()
  await page.getByRole('button', { name: 'Open' }).click()
  await page.getByRole('combobox', { name: 'Inner' }).waitFor()
  return page
}

describe('a host page’s style sheets', () => {
  it('have no effect, whether before or after WebIO’s', async () => {
    const page = await openLooks('/?task=looks')
    const { read, found, effective } = await differences(page)
    expect(read).toBeGreaterThan(200)
    expect(effective).toEqual((await hostSheets()).map(([name]) => name))
    expect(found).toEqual([])
  })

  it('can change what they target', async () => {
    const page = await openHostPage(chromium, '/?task=looks')
    const button = page.getByRole('button', { name: 'Primary' })
    await button.waitFor()
    const look = (): Promise<string> => button.evaluate((element) => getComputedStyle(element).borderRadius)
    expect(await look()).toBe('8px')
    // Loaded first: two classes are enough no matter where the sheet is.
    await page.evaluate(() => {
      const style = document.createElement('style')
      style.textContent = '.webio .webio-button { border-radius: 3px }'
      document.head.prepend(style)
    })
    expect(await look()).toBe('3px')
    await page
      .locator('style')
      .first()
      .evaluate((style) => style.remove())

    // A framework's utilities, on an element that uses them.
    await button.evaluate((element) => element.setAttribute('class', `rounded-full ${element.className}`))
    const sheets = new Map(await hostSheets())
    for (const name of ['Tailwind 3', 'Tailwind 4']) {
      const style = await page.addStyleTag({ content: sheets.get(name) ?? '' })
      expect(Number.parseFloat(await look())).toBeGreaterThan(1000)
      await style.evaluate((element) => (element as Element).remove())
    }
  })
})

describe('a bundler that rewrites WebIO’s style sheet for older browsers', () => {
  const COLORS = ['color', 'background-color', 'border-top-color', 'box-shadow', 'outline-color', 'fill']

  const colorsOf = async (page: Page): Promise<string[]> =>
    page.evaluate(
      (properties) =>
        [...document.querySelectorAll<HTMLElement>('.webio, .webio *:not(svg *)')].map((element) => {
          const style = getComputedStyle(element)
          return `${element.localName}.${element.className} ${properties.map((one) => style.getPropertyValue(one)).join(' ')}`
        }),
      COLORS,
    )

  it('keeps all colors, no matter what the color scheme of the page is', async () => {
    const built = readFileSync(join(__dirname, '../../dist/styles.css'), 'utf8')
    // The browsers for which Next.js compiles by default.
    const targets = { chrome: 111 << 16, edge: 111 << 16, firefox: 111 << 16, safari: (16 << 16) | (4 << 8) }
    const { code } = transform({ filename: 'styles.css', code: Buffer.from(built), targets, minify: true })
    const rewritten = code.toString()
    expect(rewritten).toContain('--lightningcss-light')

    const page = await openLooks('/?task=looks')
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    const useSheet = async (content: string): Promise<void> =>
      page.evaluate((css) => {
        const style = document.createElement('style')
        style.textContent = css
        document.querySelector('link[rel="stylesheet"], style[data-ours]')?.replaceWith(style)
        style.dataset['ours'] = ''
      }, content)
    const looks = new Set<string>()
    for (const scheme of ['', 'light', 'dark', 'light dark']) {
      await page.evaluate((value) => (document.documentElement.style.colorScheme = value), scheme)
      await useSheet(built)
      const given = await colorsOf(page)
      await useSheet(rewritten)
      expect({ scheme, colors: await colorsOf(page) }).toEqual({ scheme, colors: given })
      looks.add(given.join())
    }
    expect(looks.size).toBe(2)
  })
})
