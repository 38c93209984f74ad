import type { Applications, ServerOptions, WebIOServer } from '@webio/core/server'
import { start_server } from '@webio/core/server'
import type { Logger } from '../../src/engine/logger'

/** Records what a server logs. */
export class RecordingLogger implements Logger {
  readonly lines: { level: string; text: string }[] = []
  debug(...parts: unknown[]): void {
    this.#write('debug', parts)
  }
  info(...parts: unknown[]): void {
    this.#write('info', parts)
  }
  warn(...parts: unknown[]): void {
    this.#write('warn', parts)
  }
  error(...parts: unknown[]): void {
    this.#write('error', parts)
  }
  /** The lines of one level. */
  of(level: 'debug' | 'info' | 'warn' | 'error'): string[] {
    return this.lines.filter((line) => line.level === level).map((line) => line.text)
  }
  /** Waits for a line after the first `after` lines, and returns the match. The line may exist already. */
  says(pattern: RegExp, after = 0): Promise<RegExpExecArray> {
    return new Promise((found) => {
      const look = (): void => {
        const match = this.lines
          .slice(after)
          .map(({ text }) => pattern.exec(text))
          .find(Boolean)
        if (!match) return
        this.#looks.delete(look)
        found(match)
      }
      this.#looks.add(look)
      look()
    })
  }
  readonly #looks = new Set<() => void>()
  #write(level: string, parts: unknown[]): void {
    this.lines.push({ level, text: parts.map(String).join(' ') })
    for (const look of this.#looks) look()
  }
}

/** A server for a test, which closes at the end of the enclosing block. */
export interface TestServer extends WebIOServer, AsyncDisposable {
  readonly log: RecordingLogger
}

/** Starts a server on a free port of this machine's loopback address. */
export async function serve(applications: Applications, options: ServerOptions = {}): Promise<TestServer> {
  const log = new RecordingLogger()
  const server = await start_server(applications, { port: 0, host: '127.0.0.1', logger: log, ...options })
  return { ...server, log, [Symbol.asyncDispose]: server.close }
}
