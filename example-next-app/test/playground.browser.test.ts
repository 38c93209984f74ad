import type { Frame, FrameLocator, Page } from 'playwright-core'
import { EXAMPLES } from '../../docs/examples'
import { findings } from '../../packages/react/test/browser/axe'
import {
  MAX_PROGRAM_BYTES,
  playgroundUrl,
  programIn,
  runsInPlayground,
} from '../lib/docs/program-link'
import { readRepositoryFile } from '../lib/docs/repository'
import { prefer, siteBrowser } from './site-browser'

jest.setTimeout(120_000)

const { expectProblem, open, url } = siteBrowser()

const frameOf = (page: Page): FrameLocator =>
  page.frameLocator('iframe[title="The program, running"]')

const editorOf = (page: Page) => page.getByRole('textbox', { name: 'Program' })

/** The address of the playground with a program. The program must be short enough for a link. */
const linkTo = async (program: string): Promise<string> =>
  (await playgroundUrl(program)) ?? ''

/** Replaces the program in the editor. */
async function type(page: Page, program: string): Promise<void> {
  await editorOf(page).click()
  await page.keyboard.press('ControlOrMeta+a')
  // Inserted like pasted text, because the editor indents typed text and closes its brackets.
  await page.keyboard.insertText(program)
}

const run = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Run', exact: true }).click()

/** Text that does not compress. */
const noise = (length: number): string => {
  let state = 1
  const letters = Array.from({ length }, () => {
    state = (state * 16_807) % 2_147_483_647
    return String.fromCharCode(35 + (state % 57))
  })
  return `// ${letters.join('')}\n`
}

describe('a link', () => {
  it('contains its program', async () => {
    const program = "export const main = () => put_text('你好, \u{1F44B} <b>')\n"
    const address = new URL(await linkTo(program), 'http://localhost')
    expect(address.pathname).toBe('/docs/playground')
    expect(await programIn(address.hash)).toBe(program)
    expect(await programIn('#somewhere')).toBeNull()
  })

  it('is refused if it is damaged, or contains more than a program', async () => {
    expect(await programIn('#code=damaged')).toBeNull()
    const longest = noise(MAX_PROGRAM_BYTES - 4)
    const link = await linkTo(longest)
    expect(await programIn(new URL(link, url).hash)).toBe(longest)
    expect(await playgroundUrl(`${longest}1`)).toBeNull()
    // A link of 100 kB that expands to 100 MB.
    const bomb = new Blob(Array<string>(100).fill(' '.repeat(1_000_000))).stream()
    const packed = await new Response(
      bomb.pipeThrough(new CompressionStream('deflate')),
    ).arrayBuffer()
    expect(
      await programIn(`#code=${Buffer.from(packed).toString('base64url')}`),
    ).toBeNull()
  })
})

it('runs the typed program, and its address runs it for others and after a reload', async () => {
  const page = await open('/docs/playground')
  await frameOf(page).getByLabel('Name').waitFor()
  const program = `import { input, put_text } from '@webio/core'

export async function main() {
  const name: string = await input('Who are you?')
  put_text(\`Good morning, \${name}\`)
}`
  await type(page, program)
  await page.keyboard.press('ControlOrMeta+Enter')
  await frameOf(page).getByLabel('Who are you?').fill('Ada')
  await frameOf(page).getByRole('button', { name: 'Submit' }).click()
  await frameOf(page).getByText('Good morning, Ada').waitFor()

  await page.reload()
  await frameOf(page).getByLabel('Who are you?').waitFor()
  const other = await open(page.url().slice(url.length))
  await frameOf(other).getByLabel('Who are you?').waitFor()
  await editorOf(other).getByText('Good morning').waitFor()
})

it('copies the link', async () => {
  const page = await open('/docs/playground')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await frameOf(page).getByLabel('Name').waitFor()
  await type(page, "export const main = () => 'a link'")
  await page.getByRole('button', { name: 'Copy link' }).click()
  await page.getByText('The link is copied.').waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toBe(page.url())
  expect(await programIn(new URL(copied).hash)).toBe(
    "export const main = () => 'a link'",
  )
})

it('reports a damaged link, and a program that is too long for a link but still runs', async () => {
  const page = await open('/docs/playground#code=damaged')
  await page.getByRole('status').filter({ hasText: 'The link is damaged' }).waitFor()
  await frameOf(page).getByLabel('Name').waitFor()

  const program = `import { put_text } from '@webio/core'\nexport const main = () => put_text('runs')\n`
  await type(page, program + noise(MAX_PROGRAM_BYTES))
  await run(page)
  await page.getByRole('status').filter({ hasText: 'too long for a link' }).waitFor()
  await frameOf(page).getByText('runs', { exact: true }).waitFor()
  expect(new URL(page.url()).hash).toBe('')
})

describe('a program with a mistake', () => {
  it('is explained if it does not load', async () => {
    const page = await open('/docs/playground')
    await frameOf(page).getByLabel('Name').waitFor()
    for (const [program, problem] of [
      ['export function main() {', /SyntaxError.*\(1:25\)|Unexpected token/],
      [
        "import { readFile } from 'node:fs'\nreadFile('a')",
        /has only @webio\/core, not node:fs/,
      ],
      ['const main = 1', /Export the task/],
      ['while (true) {}', /A loop ran for 3 seconds without a pause/],
    ] as const) {
      await type(page, program)
      await run(page)
      await frameOf(page).getByRole('alert').filter({ hasText: problem }).waitFor()
    }
  })

  it('shows what it throws, and what it logs', async () => {
    expectProblem(/a main task of application .* failed: .*no such city/)
    const program = `import { input } from '@webio/core'

export async function main() {
  console.log('Asked', { at: 1 })
  await input('City')
  throw new RangeError('no such city')
}`
    const page = await open(await linkTo(program))
    await frameOf(page).getByText('Asked {"at":1}').waitFor()
    await frameOf(page).getByRole('button', { name: 'Submit' }).click()
    await frameOf(page)
      .getByRole('region', { name: 'Console' })
      .getByText('RangeError: no such city')
      .waitFor()
  })

  it('is stopped if a loop does not end, even one that catches everything', async () => {
    expectProblem(/A loop ran for 3 seconds/)
    const program = `import { put_text } from '@webio/core'

export async function main() {
  put_text('Before')
  let turns = 0
  do turns += 1; while (turns < 3)
  for (const turn of [1, 2]) for (let i = 0; i < turn; i += 1) turns += i
  put_text('Turns: ' + turns)
  for (;;) {
    try { while (true) await null } catch { turns += 1 }
  }
}`
    const page = await open(await linkTo(program))
    await frameOf(page)
      .getByRole('region', { name: 'Console' })
      .getByText('A loop ran for 3 seconds')
      .waitFor()
    await frameOf(page).getByText('Turns: 4', { exact: true }).waitFor()
    // The page has not stopped, and runs the next program.
    await type(page, "import { put_text } from '@webio/core'\nput_text")
    await run(page)
    await frameOf(page)
      .getByRole('alert')
      .filter({ hasText: 'Export the task' })
      .waitFor()
  })
})

describe('a stranger’s program', () => {
  it('reaches neither the site nor the network', async () => {
    const program = `import { put_text } from '@webio/core'

const outcome = (name: string, reach: () => unknown) => {
  try { reach(); put_text(name + ' is reached') } catch { put_text(name + ' is refused') }
}
export async function main() {
  outcome('The parent', () => parent.document.title)
  outcome('The address of the page', () => { top!.location.href = '/docs' })
  outcome('A cookie', () => document.cookie)
  outcome('The storage', () => localStorage.length)
  put_text('A window is ' + (open('/docs') ? 'reached' : 'refused'))
  put_text('The origin is ' + origin)
  const network = await fetch('/docs').then(() => 'reached', () => 'refused')
  put_text('The network is ' + network)
}`
    // Chromium reports what it refuses.
    expectProblem(
      /Content Security Policy|sandboxed|Fetch API cannot load|allow-top-navigation/,
    )
    const page = await open(await linkTo(program))
    const body = frameOf(page).locator('.webio')
    await body.getByText(/The network is/).waitFor()
    expect((await body.innerText()).split('\n').filter(Boolean)).toEqual([
      'The parent is refused',
      'The address of the page is refused',
      'A cookie is refused',
      'The storage is refused',
      'A window is refused',
      'The origin is null',
      'The network is refused',
    ])
  })

  it('cannot navigate its frame to another site, or submit a form to it', async () => {
    const ELSEWHERE = 'http://elsewhere.invalid'
    expectProblem(/Content Security Policy/)
    const page = await open('/docs/playground')
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    for (const leave of [
      `location.href = '${ELSEWHERE}'`,
      `document.body.insertAdjacentHTML('beforeend', '<form action="${ELSEWHERE}">'); document.querySelector('form').submit()`,
    ]) {
      const refused = page.waitForEvent('console', {
        predicate: (message) => /Content Security Policy/.test(message.text()),
      })
      await page.goto('about:blank')
      await page.goto(url + (await linkTo(`export function main() { ${leave} }`)))
      await refused
    }
    expect(asked.filter((address) => address.startsWith(ELSEWHERE))).toEqual([])
  })

  it('has no origin even if its frame is opened as a page', async () => {
    const page = await open('/playground/frame.html')
    expect(await page.evaluate(() => origin)).toBe('null')
  })
})

it('the page and its frame are accessible in light and dark, and fit a phone', async () => {
  const page = await open('/docs/playground', { reducedMotion: 'reduce' })
  await frameOf(page).getByLabel('Name').waitFor()
  await editorOf(page).waitFor()
  const frame = page.frames()[1] as Frame
  for (const colorScheme of ['light', 'dark'] as const) {
    await prefer(page, colorScheme, frame)
    expect([colorScheme, await findings(page)]).toEqual([colorScheme, []])
    expect([colorScheme, await findings(frame)]).toEqual([colorScheme, []])
  }
  await page.setViewportSize({ width: 390, height: 844 })
  for (const part of page.frames())
    expect(
      await part.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    ).toBeLessThanOrEqual(0)
})

it('an example of the guide links to it', async () => {
  const page = await open('/docs/guide/pins')
  await page.getByRole('link', { name: 'Open in the playground' }).first().click()
  await page.waitForURL(/\/docs\/playground#code=/)
  await editorOf(page).getByText('@webio/core').first().waitFor()
})

it('every example with a link to it runs', async () => {
  const page = await open('/docs/playground')
  const names: string[] = []
  for (const name of Object.keys(EXAMPLES)) {
    const program = await readRepositoryFile(`docs/examples/${name}.ts`)
    if (!runsInPlayground(program)) continue
    names.push(name)
    await page.goto(url + (await linkTo(program)))
    const frame = frameOf(page)
    await frame
      .locator('[data-webio-scope="ROOT"] > *, form, [role="alert"]')
      .first()
      .waitFor()
    expect([name, await frame.locator('.problem, .console').allInnerTexts()]).toEqual([
      name,
      [],
    ])
  }
  expect(names.length).toBeGreaterThan(25)
})
