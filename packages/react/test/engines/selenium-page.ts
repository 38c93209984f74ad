import type { WebDriver } from 'selenium-webdriver'
import { By, Key } from 'selenium-webdriver'
import type { EnginePage } from './engine'

/** The keys that type no character. */
const KEYS: Readonly<Record<string, string>> = {
  Enter: Key.ENTER,
  Tab: Key.TAB,
  Shift: Key.SHIFT,
  Control: Key.CONTROL,
  Escape: Key.ESCAPE,
  PageUp: Key.PAGE_UP,
  PageDown: Key.PAGE_DOWN,
  End: Key.END,
  Home: Key.HOME,
  ArrowLeft: Key.ARROW_LEFT,
  ArrowUp: Key.ARROW_UP,
  ArrowRight: Key.ARROW_RIGHT,
  ArrowDown: Key.ARROW_DOWN,
}

/** The page of a browser that Selenium drives. */
export class SeleniumPage implements EnginePage {
  readonly #driver: WebDriver

  constructor(driver: WebDriver) {
    this.#driver = driver
  }

  async goto(url: string): Promise<void> {
    await this.#driver.get(url)
  }

  async reload(): Promise<void> {
    await this.#driver.navigate().refresh()
  }

  evaluate<Args extends readonly unknown[], Result>(
    run: (...args: Args) => Result,
    ...args: Args
  ): Promise<Result> {
    return this.#driver.executeScript<Result>(`return (${String(run)})(...arguments)`, ...args)
  }

  async click(selector: string): Promise<void> {
    await this.#driver.findElement(By.css(selector)).click()
  }

  async type(text: string): Promise<void> {
    await this.#driver.actions().sendKeys(text.replaceAll('\n', Key.ENTER)).perform()
  }

  async press(key: string): Promise<void> {
    const keys = key.split('+').map((name) => KEYS[name] ?? name)
    const actions = this.#driver.actions()
    for (const one of keys) actions.keyDown(one)
    for (const one of keys.reverse()) actions.keyUp(one)
    await actions.perform()
  }

  async choose(selector: string, path: string): Promise<void> {
    await this.#driver.findElement(By.css(selector)).sendKeys(path)
  }
}
