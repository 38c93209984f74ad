import type { Page } from 'playwright-core'
import { PAGES } from '../lib/pages'
import { press, siteBrowser, untilToast } from './site-browser'

jest.setTimeout(60_000)

const { open } = siteBrowser()

/** The application on a page that also shows its source. */
const app = (page: Page) => page.locator('.webio')
const fill = (page: Page, label: string | RegExp, value: string) =>
  page.getByLabel(label).fill(value)

/** The visible messages at the fields, without empty ones. */
const messages = async (page: Page): Promise<string[]> =>
  (await page.locator('form [role="alert"]').allInnerTexts()).filter(
    (text) => text !== '',
  )

describe('the wizard', () => {
  it('explains errors step by step, and then shows the result', async () => {
    const page = await open('/wizard')
    await fill(page, /^Name/, 'Ada')
    await fill(page, /^Age/, '7')
    await press(page, 'Submit')
    await app(page).getByText('The index is made for adults').waitFor()
    expect(await page.getByLabel(/^Age/).getAttribute('aria-invalid')).toBe('true')

    await fill(page, /^Age/, '36')
    await press(page, 'Submit')
    await press(page, 'Metric')

    await fill(page, /^Height \(cm\)/, '-3')
    await fill(page, /^Weight \(kg\)/, '60')
    await press(page, 'Submit')
    await app(page).getByText('Enter a number above 0.').waitFor()
    expect(await messages(page)).toEqual(['Enter a number above 0.'])

    await fill(page, /^Height \(cm\)/, '1.65')
    await press(page, 'Submit')
    await app(page).getByText('This does not fit the weight.').waitFor()

    await fill(page, /^Height \(cm\)/, '165')
    await press(page, 'Submit')
    await page.getByText('Ada, your index is 22.0').waitFor()
    expect(await page.getByRole('progressbar').getAttribute('aria-valuenow')).toBe(
      '55.1',
    )
    expect(await page.getByRole('row').allInnerTexts()).toContain(
      'Normal weight\t18.5 to 25',
    )

    await press(page, 'Start again')
    await app(page).getByText('Step 1 of 3: you').waitFor()
  })
})

describe('the chat', () => {
  it('carries messages between two windows in both directions', async () => {
    const [ada, grace] = await Promise.all([open('/chat'), open('/chat')])
    await fill(ada, /^Your name/, 'Ada')
    await press(ada, 'Submit')
    await grace.getByText('Ada has joined.').waitFor()
    await fill(grace, /^Your name/, 'Grace')
    await press(grace, 'Submit')
    await ada.getByText('Grace has joined.').waitFor()

    await fill(ada, /^Your message/, 'Good morning')
    await press(ada, 'Submit')
    await grace.getByText('Ada: Good morning').waitFor()
    await fill(grace, /^Your message/, 'And to you')
    await grace.keyboard.press('Enter')
    await ada.getByText('Grace: And to you').waitFor()

    // Leaving the page through a link of the site removes the component and its session.
    await grace.getByRole('link', { name: 'Live' }).click()
    await ada.getByText('Grace has left.').waitFor()
  })
})

describe('the insurance claim', () => {
  it('moves from one browser to another and back, with the text typed so far', async () => {
    const ada = await open('/claim')
    await fill(ada, /^What happened/, 'A tree fell')
    const link = (name: string) => ada.getByRole('link', { name }).getAttribute('href')
    const path = async (name: string) => new URL((await link(name)) ?? '')
    const { pathname, search, hash } = await path('Take over')
    const grace = await open(pathname + search + hash)
    await ada.getByText('Someone else has taken over.').waitFor()
    const what = grace.getByLabel(/^What happened/)
    expect(await what.inputValue()).toBe('A tree fell')
    await what.fill('A tree fell on the shed')
    await ada.waitForFunction(
      () => document.querySelector('textarea')?.value === 'A tree fell on the shed',
    )
    expect(await ada.getByRole('button', { name: 'Submit' }).isDisabled()).toBe(true)

    await press(ada, 'Take back')
    await fill(ada, /^When/, '2026-11-28')
    await grace.getByText('You are watching.').waitFor()
    await press(ada, 'Submit')
    await ada.getByText('with 2 present: A tree fell on the shed').waitFor()
    await grace.getByText('Thank you.').waitFor()
  })
})

describe('the table', () => {
  it('edits, adds and deletes rows with its buttons', async () => {
    const page = await open('/table')
    const row = (text: string) => page.getByRole('row').filter({ hasText: text })
    await row('Orlando').getByRole('button', { name: 'Edit' }).click()
    await fill(page, /^Title/, 'The Waves')
    await press(page, 'Submit')
    await row('The Waves').filter({ hasText: 'Virginia Woolf' }).waitFor()

    await row('Piranesi').getByRole('button', { name: 'Delete' }).click()
    const question = page.getByRole('dialog', { name: 'Delete this book?' })
    await question.getByRole('button', { name: 'Keep it' }).click()
    await question.waitFor({ state: 'detached' })
    expect(await row('Piranesi').count()).toBe(1)

    await row('Piranesi').getByRole('button', { name: 'Delete' }).click()
    await question.getByRole('button', { name: 'Delete it' }).click()
    await row('Piranesi').waitFor({ state: 'detached' })
    await untilToast(page, 'was deleted')

    await press(page, 'Add a book')
    await fill(page, /^Title/, 'Kindred')
    await fill(page, /^Author/, 'Octavia E. Butler')
    await press(page, 'Submit')
    await row('Kindred').waitFor()
    expect(await page.getByRole('row').count()).toBe(4)
  })
})

describe('the live page', () => {
  it('updates by itself, and its job can be stopped', async () => {
    const page = await open('/live')
    const clock = app(page).getByText(/^\d\d:\d\d:\d\d$/)
    const first = await clock.innerText()
    await page.waitForFunction(
      (before) => !document.body.innerText.includes(before),
      first,
    )

    await press(page, 'Start')
    await app(page)
      .getByText(/^Step \d+ of 50$/)
      .waitFor()
    await press(page, 'Stop')
    await app(page).getByText('Stopped').waitFor()
    await page.locator('[role="progressbar"][aria-valuenow="0"]').waitFor()

    await press(page, 'Start')
    await untilToast(page, 'The job is done')
    await page.locator('[role="progressbar"][aria-valuenow="100"]').waitFor()
  })
})

describe('the page that embeds applications', () => {
  it('runs two applications side by side', async () => {
    const page = await open('/embed')
    // The votes of all visitors since the site was started.
    const shown = await page.getByText(/^Coffee: \d+$/).innerText()
    const voted = shown.replace(/\d+/, (votes) => String(Number(votes) + 1))
    await page.getByRole('button', { name: 'Coffee' }).click()
    await page.getByText(voted, { exact: true }).waitFor()
    await page.getByLabel('Perhaps').check()
    await press(page, 'Submit')
    await page.getByText('You said:').waitFor()
    await page.getByText(voted, { exact: true }).waitFor()
  })

  it('looks the same with and without them, in every computed style of its own elements', async () => {
    const [with_, without] = await Promise.all([open('/embed'), open('/embed/without')])
    await with_.getByRole('button', { name: 'Coffee' }).waitFor()
    await with_.getByLabel('Perhaps').waitFor()
    const [styled, plain] = await Promise.all([hostStyles(with_), hostStyles(without)])
    expect(plain.length).toBeGreaterThan(40)
    expect(styled.map(({ tag }) => tag)).toEqual(plain.map(({ tag }) => tag))
    expect(styled.map((element, index) => differences(element, plain[index]))).toEqual(
      plain.map(() => []),
    )
  })

  it('releases everything that the applications created when a link leads away', async () => {
    const page = await open('/embed')
    await page.getByRole('button', { name: 'Coffee' }).waitFor()
    await page.getByRole('link', { name: 'See it without them.' }).click()
    await page.getByRole('link', { name: 'See it with them.' }).waitFor()
    expect(await page.locator('.webio, [data-webio-output]').count()).toBe(0)
    expect(await page.evaluate(() => document.body.style.cssText)).toBe('')
  })
})

interface StyledElement {
  readonly tag: string
  readonly style: Readonly<Record<string, string>>
}

/** Every computed style of the site's own elements, and of html and body. */
const hostStyles = (page: Page): Promise<StyledElement[]> =>
  page.evaluate(() => {
    const own =
      'html, body, nav, nav *, main, main > header, main h1, [data-host], [data-host] *, footer, footer *'
    return [...document.querySelectorAll(own)].map((element) => {
      const style = getComputedStyle(element)
      return {
        tag: element.tagName,
        style: Object.fromEntries(
          [...style].map((name) => [name, style.getPropertyValue(name)]),
        ),
      }
    })
  })

/** Properties that depend on the height of the page, which the applications change. */
const FOLLOWS_HEIGHT =
  /^(height|block-size|(inset-block|perspective|transform)-.*|top|bottom)$/

function differences(a: StyledElement, b: StyledElement | undefined): string[] {
  return Object.keys(a.style)
    .filter((name) => a.style[name] !== b?.style[name] && !FOLLOWS_HEIGHT.test(name))
    .map((name) => `${a.tag} ${name}: ${a.style[name]} instead of ${b?.style[name]}`)
}

describe('the stand-alone page', () => {
  it('lists all applications by title and name, and runs one', async () => {
    const page = await open('/webio')
    for (const name of [
      'Chat chat',
      'Damage claim claim',
      'Feedback feedback',
      'hello',
      'Live live',
      'Poll poll',
      'Books table',
      'Tour: Tables and charts tour_tables',
      'Body-mass index wizard',
    ]) {
      await page.getByRole('link', { name: new RegExp(`^${name}\\b`) }).waitFor()
    }
    await page.getByRole('link', { name: /^hello\b/ }).click()
    await fill(page, /^What is your name/, 'Ada')
    await press(page, 'Submit')
    await page.getByText('Hello, Ada.').waitFor()
  })
})

describe('every page', () => {
  it.each(PAGES.map(({ path }) => path))('%s fits a phone', async (path) => {
    const page = await open(path)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLElement>('.webio')].every((app) =>
        ['open', 'closed'].includes(app.dataset.webioStatus ?? ''),
      ),
    )
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth),
    ).toBeLessThanOrEqual(390)
  })

  it.each(['wizard', 'live', 'table', 'chat', 'claim'])(
    '/%s shows the source of its task',
    async (app) => {
      const page = await open(`/${app}`)
      const source = page.getByRole('figure').filter({ hasText: `tasks/${app}.ts` })
      expect(await source.innerText()).toContain(`export async function ${app}()`)
    },
  )
})
