/** A page of a browser, limited to what every automation protocol supports. */
export interface EnginePage {
  goto(url: string): Promise<void>
  reload(): Promise<void>
  /** Runs a function in the page. Its arguments and its result are JSON. */
  evaluate<Args extends readonly unknown[], Result>(
    run: (...args: Args) => Result,
    ...args: Args
  ): Promise<Result>
  /** Clicks the first element that a selector finds. It must be there. */
  click(selector: string): Promise<void>
  /** Types a text where the focus is. */
  type(text: string): Promise<void>
  /** Presses a key by its `KeyboardEvent.key`, such as `Tab`, or several together, such as `Control+End`. */
  press(key: string): Promise<void>
  /** Chooses a file of this machine for a file input. */
  choose(selector: string, path: string): Promise<void>
}

/** A browser other than Chromium, with one page. */
export interface Engine extends AsyncDisposable {
  readonly page: EnginePage
}

/** How to start one. */
export interface EngineKind {
  readonly name: string
  /** The reason why it cannot run here, or null. It is installed if possible. */
  missing(): string | null
  start(): Promise<Engine>
}
