import type { ElementHandle, KeyInput, Page } from 'puppeteer-core'
import type { EnginePage } from './engine'

/** A page of Puppeteer. */
export class PuppeteerPage implements EnginePage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async goto(url: string): Promise<void> {
    await this.#page.goto(url)
  }

  async reload(): Promise<void> {
    await this.#page.reload()
  }

  async evaluate<Args extends readonly unknown[], Result>(
    run: (...args: Args) => Result,
    ...args: Args
  ): Promise<Result> {
    // Its type cannot express a function with these arguments.
    const anyRun = run as unknown as (...args: unknown[]) => Result
    return (await this.#page.evaluate(anyRun, ...args)) as Result
  }

  async click(selector: string): Promise<void> {
    await this.#page.click(selector)
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text)
  }

  async press(key: string): Promise<void> {
    const names = key.split('+') as KeyInput[]
    for (const name of names) await this.#page.keyboard.down(name)
    for (const name of names.reverse()) await this.#page.keyboard.up(name)
  }

  async choose(selector: string, path: string): Promise<void> {
    const input = await this.#page.$(selector)
    if (!input) throw new Error(`There is no ${selector}.`)
    await (input as ElementHandle<HTMLInputElement>).uploadFile(path)
  }
}
