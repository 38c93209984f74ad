import type { Locator, Page } from 'playwright-core'
import { accessibilityTree } from '../../packages/react/test/browser/accessibility'
import { eventually } from '../../packages/react/test/browser/page-tools'
import { example, siteBrowser } from './site-browser'

/** For each test of a file: a page of the tour, and a person who has nothing but a keyboard. */
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
    /** Goes to an example, and gives its frame. */
    async visit(name: string): Promise<Locator> {
      await keyboard.visit(name)
      return example(page, name)
    },
    button: (where: Locator, name: string): Locator =>
      where.getByRole('button', { name, exact: true }),
  }
}

/** More than this nobody presses Tab in one example. */
const MOST_TABS = 40

/** A person with a keyboard and nothing else. */
export class Keyboard {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** Goes to an example of the tour, as by its link in the list: Tab goes on from there. */
  async visit(example: string): Promise<void> {
    await this.#page.evaluate((name) => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      location.hash = name
    }, example)
  }

  /** Presses Tab until the focus is there. */
  async tabTo(target: Locator): Promise<void> {
    await target.waitFor({ state: 'attached' })
    for (let tabs = 0; tabs <= MOST_TABS; tabs++) {
      if (await hasFocus(target)) return
      await this.#page.keyboard.press('Tab')
    }
    throw new Error(`${String(target)} is not to be reached by Tab.`)
  }

  /** Goes to a field and types over what is in it. */
  async type(field: Locator, text: string): Promise<void> {
    await this.tabTo(field)
    await this.#page.keyboard.press('ControlOrMeta+a')
    await this.#page.keyboard.type(text)
  }

  /** Goes to a button, or what acts as one, and presses it. */
  async activate(target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    await this.tabTo(target)
    await this.#page.keyboard.press(key)
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key)
  }
}

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element.contains(document.activeElement))

/** A field as it stands on the page. */
interface FieldTexts {
  readonly label: string
  /** What is wrong with it, and its help. */
  readonly texts: readonly string[]
}

/** Roles of what has the name of a field: its control, or the group of its controls. */
const FIELD_ROLES =
  /^(textbox|searchbox|combobox|listbox|slider|spinbutton|radiogroup|group|button|Date|DateTime|InputTime|ColorWell)$/

/**
 * A screen reader is told of each field: its name, and with it its help and what is wrong with it.
 * @returns the names of the fields
 */
export const expectFieldsTold = (page: Page): Promise<string[]> =>
  // The page and what is told of it are read one after the other: what is still loading may come in between.
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

/** Runs in the page. A field without a visible label is told by its name. */
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
