import type { EnginePage } from './engine'
import type { KeyActions } from './keys'
import { pressing, typing } from './keys'

/** The name under which WebDriver passes an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

/** A page over WebDriver (https://www.w3.org/TR/webdriver2/). */
export class WebDriverSession implements EnginePage {
  readonly #url: string

  private constructor(url: string) {
    this.#url = url
  }

  /** Opens a browser. Rejects while the driver does not listen. */
  static async start(driver: string): Promise<WebDriverSession> {
    const capabilities = { alwaysMatch: { pageLoadStrategy: 'normal' } }
    const { sessionId } = await command<{ sessionId: string }>('POST', `${driver}/session`, { capabilities })
    return new WebDriverSession(`${driver}/session/${sessionId}`)
  }

  async end(): Promise<void> {
    await command('DELETE', this.#url)
  }

  async goto(url: string): Promise<void> {
    await this.#post('url', { url })
  }

  async reload(): Promise<void> {
    await this.#post('refresh', {})
  }

  evaluate<Args extends readonly unknown[], Result>(
    run: (...args: Args) => Result,
    ...args: Args
  ): Promise<Result> {
    return this.#post('execute/sync', { script: `return (${String(run)})(...arguments)`, args })
  }

  async click(selector: string): Promise<void> {
    await this.#post(`element/${await this.#find(selector)}/click`, {})
  }

  type(text: string): Promise<void> {
    return this.#keys(typing(text))
  }

  press(key: string): Promise<void> {
    return this.#keys(pressing(key))
  }

  async choose(selector: string, path: string): Promise<void> {
    await this.#post(`element/${await this.#find(selector)}/value`, { text: path })
  }

  async #keys(actions: KeyActions): Promise<void> {
    await this.#post('actions', { actions: [actions] })
  }

  async #find(selector: string): Promise<string> {
    const found = await this.#post<Record<string, string>>('element', {
      using: 'css selector',
      value: selector,
    })
    return found[ELEMENT] ?? ''
  }

  #post<Result = unknown>(path: string, body: object): Promise<Result> {
    return command<Result>('POST', `${this.#url}/${path}`, body)
  }
}

async function command<Result>(method: string, url: string, body?: object): Promise<Result> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) })
  const { value } = (await response.json()) as { value: Result & { error?: string; message?: string } }
  if (response.ok) return value
  throw new Error(`WebDriver: ${value.error} at ${new URL(url).pathname}: ${value.message}`)
}
