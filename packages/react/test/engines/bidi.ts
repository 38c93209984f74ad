import { WebSocket } from 'ws'
import type { EnginePage } from './engine'
import type { KeyActions } from './keys'
import { pressing, typing } from './keys'

/** A page over WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/). */
export class BidiSession implements EnginePage {
  readonly #socket: WebSocket
  readonly #calls = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>()
  #lastCall = 0
  #context = ''

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data: Buffer) => this.#answered(JSON.parse(data.toString()) as Answer))
  }

  /** @param url the browser's WebSocket */
  static async start(url: string): Promise<BidiSession> {
    const socket = new WebSocket(url)
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    const session = new BidiSession(socket)
    await session.#call('session.new', { capabilities: {} })
    const { contexts } = await session.#call<{ contexts: { context: string }[] }>(
      'browsingContext.getTree',
      {},
    )
    session.#context = contexts[0]?.context ?? ''
    return session
  }

  /** Closes the browser. */
  async end(): Promise<void> {
    const closed = new Promise((resolve) => this.#socket.once('close', resolve))
    await this.#call('browser.close', {})
    await closed
  }

  async goto(url: string): Promise<void> {
    await this.#ofPage('browsingContext.navigate', { url, wait: 'complete' })
  }

  async reload(): Promise<void> {
    await this.#ofPage('browsingContext.reload', { wait: 'complete' })
  }

  async evaluate<Args extends readonly unknown[], Result>(
    run: (...args: Args) => Result,
    ...args: Args
  ): Promise<Result> {
    const { result, exceptionDetails } = await this.#call<Evaluated>('script.callFunction', {
      target: { context: this.#context },
      functionDeclaration: `(json) => JSON.stringify((${String(run)})(...JSON.parse(json)))`,
      arguments: [{ type: 'string', value: JSON.stringify(args) }],
      awaitPromise: true,
    })
    if (exceptionDetails) throw new Error(`In the page: ${exceptionDetails.text}`)
    return (result?.value === undefined ? undefined : JSON.parse(result.value)) as Result
  }

  async click(selector: string): Promise<void> {
    await this.evaluate((one) => document.querySelector(one)?.scrollIntoView({ block: 'center' }), selector)
    const origin = { type: 'element', element: await this.#find(selector) }
    const actions = [
      { type: 'pointerMove', x: 0, y: 0, origin },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ]
    await this.#ofPage('input.performActions', { actions: [{ type: 'pointer', id: 'mouse', actions }] })
  }

  type(text: string): Promise<void> {
    return this.#keys(typing(text))
  }

  press(key: string): Promise<void> {
    return this.#keys(pressing(key))
  }

  async choose(selector: string, path: string): Promise<void> {
    await this.#ofPage('input.setFiles', { element: await this.#find(selector), files: [path] })
  }

  async #keys(actions: KeyActions): Promise<void> {
    await this.#ofPage('input.performActions', { actions: [actions] })
  }

  async #find(selector: string): Promise<{ sharedId: string }> {
    const locator = { type: 'css', value: selector }
    const { nodes } = await this.#ofPage<{ nodes: { sharedId: string }[] }>('browsingContext.locateNodes', {
      locator,
    })
    const [node] = nodes
    if (!node) throw new Error(`There is no ${selector}.`)
    return { sharedId: node.sharedId }
  }

  #ofPage<Result>(method: string, params: object): Promise<Result> {
    return this.#call(method, { context: this.#context, ...params })
  }

  #call<Result>(method: string, params: object): Promise<Result> {
    const id = ++this.#lastCall
    this.#socket.send(JSON.stringify({ id, method, params }))
    return new Promise<Result>((resolve, reject) =>
      this.#calls.set(id, { resolve: (result) => resolve(result as Result), reject }),
    )
  }

  #answered({ id, result, error, message }: Answer): void {
    // Events have no id, and none were subscribed to.
    const call = this.#calls.get(id ?? 0)
    this.#calls.delete(id ?? 0)
    if (error === undefined) call?.resolve(result)
    else call?.reject(new Error(`WebDriver BiDi: ${error}: ${message}`))
  }
}

interface Answer {
  readonly id?: number
  readonly result?: unknown
  readonly error?: string
  readonly message?: string
}

interface Evaluated {
  readonly result?: { readonly value?: string }
  readonly exceptionDetails?: { readonly text: string }
}
