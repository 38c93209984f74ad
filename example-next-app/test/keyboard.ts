import type { Locator, Page } from 'playwright-core'
import { accessibilityTree } from '../../packages/react/test/browser/accessibility'
import { eventually } from '../../packages/react/test/browser/page-tools'
import { example, siteBrowser } from './site-browser'

/** Gives each test of a file a page of the tour, and a person who uses only a keyboard. */
export function tourByKeyboard(family: string) {
  const { open } = siteBrowser()
  let page: Page
  let keyboard: Keyboard
  beforeEach(async () => {
    page = await open(`/tour/${family}`)
    keyboard = new Keyboard(page)
  })
  return {
    at: () => ({ page, keyboard }),
    /** Moves to an example, and returns its frame. */
    async visit(name: string): Promise<Locator> {
      await keyboard.visit(name)
      return example(page, name)
    },
    button: (where: Locator, name: string): Locator =>
      where.getByRole('button', { name, exact: true }),
  }
}

/** The most Tab presses that an example may need. */
const MOST_TABS = 40

/** A person who uses only a keyboard. */
export class Keyboard {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** Moves to an example of the tour, like its link in the list does. Tab continues from there. */
  async visit(example: string): Promise<void> {
    await this.#page.evaluate((name) => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      location.hash = name
    }, example)
  }

  /** Presses Tab until the target has the focus. */
  async tabTo(target: Locator): Promise<void> {
    await target.waitFor({ state: 'attached' })
    const passed: string[] = []
    for (let tabs = 0; tabs <= MOST_TABS; tabs++) {
      if (await hasFocus(target)) return
      passed.push(await this.#page.evaluate(describeFocus))
      await this.#page.keyboard.press('Tab')
    }
    throw new Error(
      `${String(target)} cannot be reached by Tab, which passed\n${passed.join('\n')}`,
    )
  }

  /** Moves to a field and replaces its text. */
  async type(field: Locator, text: string): Promise<void> {
    await this.tabTo(field)
    await this.#page.keyboard.press('ControlOrMeta+a')
    await this.#page.keyboard.type(text)
  }

  /** Moves to a button, or an element that acts as one, and presses it. */
  async activate(target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    await this.tabTo(target)
    await this.#page.keyboard.press(key)
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key)
  }
}

/** A control whose code loads later may replace an element after the locator has found it, so it looks again then. */
async function hasFocus(target: Locator): Promise<boolean> {
  let has: boolean | null
  do
    has = await target.evaluate((element) =>
      element.isConnected ? element.contains(document.activeElement) : null,
    )
  while (has === null)
  return has
}

/** Runs in the page. Tells a failed test where Tab went. */
function describeFocus(): string {
  const element = document.activeElement
  if (!element || element === document.body) return 'nothing'
  const example =
    element.closest('[data-example]')?.getAttribute('data-example') ?? 'the page'
  return `${example}: ${element.outerHTML.slice(0, 100)}`
}

/** A field as shown on the page. */
interface FieldTexts {
  readonly label: string
  /** Its message and its help. */
  readonly texts: readonly string[]
}

/** Roles of the element with the name of a field: its control, or the group of its controls. */
const FIELD_ROLES =
  /^(textbox|searchbox|combobox|listbox|slider|spinbutton|radiogroup|group|button|Date|DateTime|InputTime|ColorWell)$/

/**
 * Checks that a screen reader learns each field's name, with its help and its message.
 * @returns the names of the fields
 */
export const expectFieldsTold = (page: Page): Promise<string[]> =>
  // The page and its accessibility tree are read one after another, so something may still load in between.
  eventually(() => expectFieldsToldNow(page))

async function expectFieldsToldNow(page: Page): Promise<string[]> {
  const fields = await page.locator('[data-webio-field]').evaluateAll(readFields)
  const told = await accessibilityTree(page)
  const untold = fields.filter(
    ({ label, texts }) =>
      !told.some(
        ({ role, name, description }) =>
          FIELD_ROLES.test(role) &&
          name === label &&
          texts.every((text) => description.includes(text)),
      ),
  )
  expect(untold).toEqual([])
  const nameless = told.filter(
    ({ role, name }) => name === '' && FIELD_ROLES.test(role) && role !== 'group',
  )
  expect(nameless).toEqual([])
  return fields.map(({ label }) => label)
}

/** Runs in the page. A field without a visible label has its name as its label. */
function readFields(frames: Element[]): FieldTexts[] {
  const textOf = (frame: Element, selector: string): string[] =>
    [...frame.querySelectorAll(selector)].map(({ textContent }) => textContent.trim())
  return frames
    .filter(
      (frame) =>
        !(frame.querySelector('button') && !frame.querySelector('.webio-label')),
    )
    .map((frame) => ({
      label:
        textOf(frame, '.webio-label')[0] ??
        frame.getAttribute('data-webio-field') ??
        '',
      texts: [
        ...textOf(frame, '.webio-field-message'),
        ...textOf(frame, '.webio-help'),
      ],
    }))
}
