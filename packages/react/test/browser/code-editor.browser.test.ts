import type { Locator, Page } from 'playwright-core'
import { pin, put_button, put_text, put_textarea, textarea } from '@webio/core'
import type { HostFiles } from './bundle'
import { bundlePage, hostDocument } from './bundle'
import { chromiumOfFile } from './chromium'
import { eventually, untilTexts } from './page-tools'
import { formOf } from './questionnaire'
import type { Site } from './site'
import { startSite } from './site'

const chromium = chromiumOfFile()

const PYTHON = 'def f(x):\n    return x'

/**
 * Strict: no inline style elements, and no evaluated code. A violation prints an error to the page's console,
 * which fails the test.
 */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'"

let files: HostFiles
beforeAll(async () => {
  files = await bundlePage('wire')
})

/** A site whose own page embeds the task under a strict policy. */
const embedding = (task: () => unknown): Promise<Site> =>
  startSite(chromium, task, {
    host: {
      files,
      document: () => hostDocument('wire', files),
      headers: { 'content-security-policy': POLICY },
    },
  })

const editorIn = (page: Page): Locator => page.locator('.webio-code-editor')
const textBox = (page: Page, label = 'Code'): Locator => page.getByRole('textbox', { name: label })

it('submits the text of a code textarea; Tab indents, and Esc before Tab leaves it', async () => {
  await using site = await embedding(async () => {
    put_text(
      JSON.stringify(await textarea('Code', { code: { mode: 'python', theme: 'darcula' }, value: PYTHON })),
    )
  })
  const page = await chromium.open(site.url)
  await editorIn(page).waitFor()
  await textBox(page).focus()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.type('# end')
  await page.keyboard.press('Escape')
  await eventually(async () => expect(await editorIn(page).getAttribute('data-full-screen')).toBe(''))
  await page.keyboard.press('Tab')
  expect(await editorIn(page).getAttribute('data-full-screen')).toBeNull()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Submit')
  await page.keyboard.press('Enter')
  await untilTexts(page, [JSON.stringify(`${PYTHON}\n        # end`)])
})

it('has colors, its theme and its setup under a strict content security policy', async () => {
  await using site = await embedding(() =>
    textarea('Code', {
      code: { mode: 'text/x-python', theme: 'darcula', firstLineNumber: 7, indentUnit: 2 },
      value: PYTHON,
      rows: 4,
      help_text: 'Python, please',
    }),
  )
  const page = await chromium.open(site.url)
  const word = page.locator('.cm-line span', { hasText: 'return' })
  await word.waitFor()
  const color = (locator: Locator): Promise<string> =>
    locator.evaluate((element) => getComputedStyle(element).color)
  await eventually(async () => expect(await color(word)).toBe('rgb(204, 120, 50)'))
  expect(await page.locator('.cm-gutterElement', { hasText: '8' }).count()).toBe(1)
  expect(await editorIn(page).evaluate((element: HTMLElement) => element.offsetHeight)).toBe(90)
  expect(await textBox(page).getAttribute('aria-describedby')).not.toBeNull()
  const snapshot = await formOf(page).ariaSnapshot()
  expect(snapshot).toContain('textbox "Code"')
})

it('expands to the whole window with Esc or F11, and shrinks with the same key', async () => {
  await using site = await embedding(() => textarea('Code', { code: true }))
  const page = await chromium.open(site.url)
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  const box = (): ReturnType<Locator['boundingBox']> => editorIn(page).boundingBox()
  await editorIn(page).waitFor()
  const before = await box()
  await textBox(page).focus()
  for (const key of ['Escape', 'F11']) {
    await page.keyboard.press(key)
    await eventually(async () => expect(await box()).toEqual({ x: 0, y: 0, width, height }))
    await page.keyboard.type('x')
    await page.keyboard.press(key)
    await eventually(async () => expect(await box()).toEqual(before))
  }
  expect(await textBox(page).innerText()).toBe('xx')
})

it('can be read but not changed if it is readonly, and applies `required`', async () => {
  await using site = await embedding(async () => {
    put_textarea('shown', { label: 'Shown', code: { readOnly: true }, value: 'as it is' })
    put_text(await textarea('Code', { code: {}, required: true }))
  })
  const page = await chromium.open(site.url)
  await editorIn(page).nth(1).waitFor()
  await textBox(page, 'Shown').focus()
  await page.keyboard.type('x')
  expect(await textBox(page, 'Shown').innerText()).toBe('as it is')
  await formOf(page).getByRole('button', { name: 'Submit' }).click()
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('alert').innerText()).toBe('Please fill out this field.')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true')
  await page.keyboard.type('now')
  await formOf(page).getByRole('button', { name: 'Submit' }).click()
  await untilTexts(page, ['now'])
})

it('reports each edit as a pin, and shows what the task writes', async () => {
  await using site = await embedding(() => {
    put_textarea('code', { label: 'Code', code: { mode: 'js' } })
    put_button('Read', async () => put_text(String(await pin['code'])))
    put_button('Write', () => {
      pin['code'] = 'let b'
    })
  })
  const page = await chromium.open(site.url)
  await editorIn(page).waitFor()
  await textBox(page).focus()
  await page.keyboard.type('let a = 1')
  await page.getByRole('button', { name: 'Read' }).click()
  await untilTexts(page, ['let a = 1'])
  await page.getByRole('button', { name: 'Write' }).click()
  await eventually(async () => expect(await textBox(page).innerText()).toBe('let b'))
})
