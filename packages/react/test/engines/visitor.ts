import { eventually } from '../browser/page-tools'
import type { EnginePage } from './engine'

/** A person who uses a page of any browser. Each action waits until it is possible. */
export class Visitor {
  readonly page: EnginePage

  constructor(page: EnginePage) {
    this.page = page
  }

  async goto(url: string): Promise<void> {
    await this.page.goto(url)
    await this.page.evaluate(recordProblems)
  }

  async reload(): Promise<void> {
    await this.page.reload()
    await this.page.evaluate(recordProblems)
  }

  /** Errors of the page since it was loaded. */
  problems(): Promise<string[]> {
    return this.page.evaluate(() => (window as unknown as { problems?: string[] }).problems ?? [])
  }

  count(selector: string): Promise<number> {
    return this.page.evaluate((one) => document.querySelectorAll(one).length, selector)
  }

  async untilThere(selector: string): Promise<void> {
    await eventually(async () => {
      if ((await this.count(selector)) === 0) throw new Error(`There is no ${selector}.`)
    })
  }

  async untilGone(selector: string): Promise<void> {
    await eventually(async () => {
      if ((await this.count(selector)) > 0) throw new Error(`There still is ${selector}.`)
    })
  }

  /** Waits for a text in an element. */
  async untilText(text: string, selector = 'body'): Promise<void> {
    await eventually(async () => {
      const shown = await this.page.evaluate(
        (one) => document.querySelector<HTMLElement>(one)?.innerText,
        selector,
      )
      if (!shown?.includes(text)) throw new Error(`${selector} shows '${shown}', without '${text}'.`)
    })
  }

  async click(selector: string): Promise<void> {
    await this.untilThere(selector)
    await this.page.click(selector)
  }

  /** Clicks the button with a text. */
  async clickButton(text: string, within = 'body'): Promise<void> {
    await eventually(async () => {
      if (!(await this.page.evaluate(markButton, text, within)))
        throw new Error(`There is no button '${text}'.`)
    })
    await this.page.click('[data-visitor]')
  }

  /** Replaces the text of a field by typing. */
  async fill(selector: string, text: string): Promise<void> {
    await this.untilThere(selector)
    await this.page.evaluate((one) => {
      const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(one)
      field?.focus()
      field?.select()
    }, selector)
    await this.page.type(text)
  }

  /**
   * Sets a value as the picker of a browser does: for dates, colors and sliders, whose pickers differ too
   * much between browsers.
   */
  async pick(selector: string, value: string): Promise<void> {
    await this.untilThere(selector)
    await this.page.evaluate(setValue, selector, value)
  }

  /** Chooses the options of a select by their texts. */
  async select(selector: string, ...texts: string[]): Promise<void> {
    await this.untilThere(selector)
    await this.page.evaluate(setOptions, selector, texts)
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.press(key)
  }

  /** A property of the first element that a selector finds. */
  read(selector: string, property: 'value' | 'innerText'): Promise<string | undefined> {
    return this.page.evaluate(
      (one, name) =>
        (document.querySelector(one) as unknown as Record<string, string> | null)?.[name] ?? undefined,
      selector,
      property,
    )
  }
}

// The following functions run in the page.

function recordProblems(): void {
  const problems: string[] = []
  Object.assign(window, { problems })
  addEventListener('error', ({ message }) => problems.push(message))
  addEventListener('unhandledrejection', ({ reason }) => problems.push(String(reason)))
  const { error } = console
  console.error = (...all: unknown[]) => {
    problems.push(all.map(String).join(' '))
    error(...all)
  }
}

function markButton(text: string, within: string): boolean {
  document.querySelector('[data-visitor]')?.removeAttribute('data-visitor')
  const buttons = document.querySelectorAll<HTMLElement>(`${within} button, ${within} [role="tab"]`)
  const button = [...buttons].find((one) => one.innerText.trim() === text && one.offsetParent !== null)
  button?.setAttribute('data-visitor', '')
  return button !== undefined
}

/** React ignores a value that its own setter has seen. */
function setValue(selector: string, value: string): void {
  const field = document.querySelector<HTMLInputElement>(selector)
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') ?? {}
  field?.focus()
  set?.call(field, value)
  field?.dispatchEvent(new Event('input', { bubbles: true }))
  field?.dispatchEvent(new Event('change', { bubbles: true }))
}

function setOptions(selector: string, texts: readonly string[]): void {
  const field = document.querySelector<HTMLSelectElement>(selector)
  for (const option of field?.options ?? []) option.selected = texts.includes(option.text)
  field?.dispatchEvent(new Event('change', { bubbles: true }))
}
