import { createHash } from 'node:crypto'
import { optionalPackage, shownUrl } from './optional-package'

/** The part of a client of the package `redis` that the store needs. */
export interface RedisClient {
  sendCommand(args: string[]): Promise<unknown>
}

/** A client that the connection created itself. */
interface OwnClient extends RedisClient {
  readonly isReady: boolean
  connect(): Promise<unknown>
  destroy(): void
  on(event: 'ready' | 'error', listener: (error: Error) => void): unknown
  off(event: 'ready' | 'error', listener: (error: Error) => void): unknown
}

/** A script in Lua. */
export interface RedisScript {
  readonly text: string
}

const CONNECT_MS = 5000
/** The longest pause between two attempts to connect. */
const PAUSE_MS = 1000

/** Sends commands and scripts to Redis. It reconnects by itself after a lost connection. A call waits for the connection for a while, then fails. */
export class RedisConnection {
  readonly name: string
  readonly #source: string | RedisClient
  #client: Promise<RedisClient> | null = null
  #own: OwnClient | null = null
  #wait: Promise<void> | null = null
  /** Ends the wait for a connection. */
  #giveUp: (() => void) | null = null
  readonly #digests = new Map<RedisScript, string>()

  /**
   * @param source a URL, or a client of the caller, which the connection does not close
   */
  constructor(source: string | RedisClient) {
    this.#source = source
    this.name = typeof source === 'string' ? shownUrl(source) : 'Redis'
  }

  async command(what: string, args: string[]): Promise<unknown> {
    try {
      const client = await (this.#client ??= this.#connect())
      if (this.#own) await this.#ready(this.#own)
      return await client.sendCommand(args)
    } catch (error) {
      throw new Error(`${what}: ${this.name}: ${(error as Error).message || 'it cannot be reached'}`, {
        cause: error,
      })
    }
  }

  async run(what: string, script: RedisScript, keys: string[], args: (string | number)[]): Promise<unknown> {
    const digest = this.#digests.get(script) ?? createHash('sha1').update(script.text).digest('hex')
    this.#digests.set(script, digest)
    const rest = [String(keys.length), ...keys, ...args.map(String)]
    try {
      return await this.command(what, ['EVALSHA', digest, ...rest])
    } catch (error) {
      // A server forgets its scripts when it restarts.
      if (!(error as Error).message.includes('NOSCRIPT')) throw error
      return this.command(what, ['EVAL', script.text, ...rest])
    }
  }

  async close(): Promise<void> {
    this.#client = null
    const own = this.#own
    this.#own = null
    own?.destroy()
    this.#giveUp?.()
  }

  async #connect(): Promise<RedisClient> {
    if (typeof this.#source !== 'string') return this.#source
    const url = this.#source
    try {
      const { createClient } = await optionalPackage('redis', this.name, () => import('redis'))
      const own = createClient({
        url,
        // With the queue, a command that waits for a connection would look as if it had been sent.
        disableOfflineQueue: true,
        socket: {
          connectTimeout: CONNECT_MS,
          reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, PAUSE_MS),
        },
      }) as unknown as OwnClient
      own.on('error', () => {})
      // The client keeps trying until it is closed. Each call reports the failure that it sees.
      own.connect().catch(() => {})
      this.#own = own
      return own
    } catch (error) {
      this.#client = null
      throw error
    }
  }

  /** Waits for the first connection, or the next one. All calls share one wait. */
  #ready(client: OwnClient): Promise<void> | void {
    if (client.isReady) return
    return (this.#wait ??= this.#waitFor(client).finally(() => (this.#wait = null)))
  }

  #waitFor(client: OwnClient): Promise<void> {
    return new Promise((resolve, reject) => {
      let last = new Error('it cannot be reached')
      const leave = () => {
        clearTimeout(timer)
        this.#giveUp = null
        client.off('error', onError)
        client.off('ready', onReady)
      }
      const onError = (error: Error) => void (last = error)
      const onReady = () => {
        leave()
        resolve()
      }
      const giveUp = () => {
        leave()
        reject(last)
      }
      const timer = setTimeout(giveUp, CONNECT_MS)
      this.#giveUp = giveUp
      client.on('error', onError)
      client.on('ready', onReady)
    })
  }
}
