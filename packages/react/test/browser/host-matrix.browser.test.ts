import type { FrameLocator, Locator, Page } from 'playwright-core'
import { chromiumOfFile } from './chromium'
import type { HostPageOptions } from './host-pages'
import { openHostPage } from './host-pages'
import { hostSheets } from './host-sheets'
import { eventually } from './page-tools'

const chromium = chromiumOfFile()

/** A host page, and what it changes around the component while a person types. */
interface HostRow {
  readonly name: string
  /** A place of `pages/host-page.tsx`. @default plain */
  readonly place?: string
  readonly isStrict?: boolean
  /** The host page has a button that hides the component and one that restores it. */
  readonly isDisturbed?: boolean
  /** The name of a sheet of `hostSheets`, before or after the component's. */
  readonly sheet?: readonly [name: string, place: 'before' | 'after']
  /** The tag that opens the document. */
  readonly tag?: string
  readonly person?: HostPageOptions
  /** A selector of an element that must exist. */
  readonly has?: string
}

const HOSTS: readonly HostRow[] = [
  { name: 'a plain page' },
  { name: 'StrictMode', isStrict: true },
  { name: 'inside a <form>', place: 'handledForm' },
  { name: 'a portal below a <form>', place: 'portalBelowForm' },
  { name: 'a shadow root', place: 'shadow' },
  { name: 'a portal into an iframe', place: 'iframe' },
  { name: 'a modal <dialog>', place: 'dialog' },
  { name: 'a Radix dialog', place: 'radix' },
  {
    name: 'inside another <WebIOApp>',
    place: 'nested',
    has: '[data-webio-theme="dark"] #inner .webio[data-webio-status="open"]',
  },
  { name: 'a <Suspense> that suspends again', place: 'suspense', isDisturbed: true },
  { name: 'a hidden <Activity>', place: 'activity', isDisturbed: true },
  { name: 'a route that is left', place: 'route', isDisturbed: true },
  { name: 'a route in StrictMode', place: 'route', isDisturbed: true, isStrict: true },
  { name: 'a CSS reset', sheet: ['a reset', 'after'] },
  { name: 'Tailwind 3', sheet: ['Tailwind 3', 'after'] },
  { name: 'Tailwind 4 before', sheet: ['Tailwind 4', 'before'] },
  { name: 'Tailwind 4 after', sheet: ['Tailwind 4', 'after'] },
  { name: 'Bootstrap', sheet: ['Bootstrap 5', 'after'] },
  {
    name: 'a page from right to left',
    tag: '<html lang="fa" dir="rtl">',
    has: '.webio[lang="fa"][dir="rtl"]',
  },
  { name: 'a page in German', tag: '<html lang="de">', has: '.webio[lang="de"][dir="ltr"]' },
  { name: 'a contrast theme', person: { forcedColors: 'active' } },
  { name: 'a screen of 320 pixels', person: { viewport: { width: 320, height: 600 } } },
  // The viewport of a page of 1280 by 800 pixels at 200 %.
  { name: 'zoom 200 %', person: { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 } },
]

/** Opens the page of a row with the task `journey`. */
async function open({ place = 'plain', isStrict, sheet, tag, person }: HostRow): Promise<Page> {
  const css = sheet && new Map(await hostSheets()).get(sheet[0])
  if (sheet && css === undefined) throw new Error(`There is no sheet ${sheet[0]}.`)
  return openHostPage(chromium, `/?task=journey&place=${place}${isStrict ? '&strict' : ''}`, {
    ...person,
    document: (html) => {
      const tagged = tag === undefined ? html : html.replace('<html lang="en">', tag)
      if (!sheet) return tagged
      const anchor = sheet[1] === 'before' ? '<link rel="stylesheet"' : '</head>'
      return tagged.replace(anchor, () => `<style>${css}</style>${anchor}`)
    },
  })
}

/** Waits until the host page hides the component, and then makes it show the component again. */
async function disturb(page: Page, field: Locator): Promise<void> {
  await page.getByRole('button', { name: 'Disturb' }).click()
  await field.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Restore' }).click()
  await field.waitFor()
}

/**
 * A control must look like one, and cover no other: resets turn buttons into plain text and make fields invisible.
 */
async function expectLooks(field: Locator, button: Locator): Promise<void> {
  const look = (locator: Locator) =>
    locator.evaluate((element) => {
      const { borderTopWidth, borderTopStyle, paddingInlineStart } = getComputedStyle(element)
      const { height } = element.getBoundingClientRect()
      return { border: `${borderTopWidth} ${borderTopStyle}`, padding: paddingInlineStart, height }
    })
  const [text, submit] = [await look(field), await look(button)]
  expect(text).toMatchObject({ border: '1px solid' })
  for (const { padding, height } of [text, submit]) {
    expect(Number.parseFloat(padding)).toBeGreaterThanOrEqual(8)
    expect(height).toBeGreaterThanOrEqual(32)
  }
}

/** How often the author's script has run, in the page and in its iframe. */
const scriptRuns = (page: Page): Promise<number> =>
  page.evaluate(() =>
    [window, document.querySelector('iframe')?.contentWindow].reduce(
      (sum, one) => sum + ((one as { ran?: number } | null | undefined)?.ran ?? 0),
      0,
    ),
  )

it.each(HOSTS)('a person’s visit is the same on any host page: $name', async (row) => {
  const page = await open(row)
  const root: Page | FrameLocator = row.place === 'iframe' ? page.frameLocator('iframe') : page
  const field = root.getByLabel('Question', { exact: true })
  await root.getByRole('tab', { name: 'Second' }).click()
  await root.getByText('in the second').waitFor()
  if (row.has !== undefined) await page.locator(row.has).waitFor({ state: 'attached' })
  await field.fill('this')
  const own = await field.elementHandle()
  await expectLooks(field, root.locator('form[data-webio-form] [type="submit"]'))

  if (row.isDisturbed) await disturb(page, field)
  expect(await field.inputValue()).toBe('this')
  // Leaving a route removes its elements, and a new page runs the author's scripts.
  if (row.place !== 'route') {
    expect(await field.evaluate((element, before) => element === before, own)).toBe(true)
    await root.getByText('in the second').waitFor()
    expect(await scriptRuns(page)).toBe(1)
  }

  await root.getByRole('button', { name: 'Open' }).click()
  const popup = root.getByRole('dialog', { name: 'A popup' })
  await popup.getByText('in it').waitFor()
  await popup.getByRole('button', { name: 'Tell' }).click()
  await root.getByText('A toast').waitFor()
  await popup.getByRole('button', { name: 'Tell' }).press('Escape')
  await popup.waitFor({ state: 'detached' })

  await field.press('Enter')
  await root.getByText('Answer: this').waitFor()
  await root.getByLabel('Another question').fill('that')
  await root.locator('form[data-webio-form] [type="submit"]').click()
  await root.getByText('Another: that').waitFor()

  const [host] = await Promise.all([
    page.evaluate(() => ({
      url: location.pathname,
      heard: (window as unknown as { heard: string[] }).heard,
      isWider: document.documentElement.scrollWidth > innerWidth,
    })),
    eventually(async () => expect(await root.locator('[aria-busy="true"]').count()).toBe(0)),
  ])
  expect(host).toEqual({ url: '/', heard: [], isWider: false })
})
