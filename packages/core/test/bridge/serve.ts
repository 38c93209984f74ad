import type { Applications, ServerOptions, WebIOServer } from '@webio/core/server'
import { start_server } from '@webio/core/server'
import type { Logger } from '../../src/engine/logger'

/** What a server wrote to its log. */
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
  /** Waits for a line, one that is there already or comes, behind the first `after` lines. Gives back the match. */
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

/** A server of a test. Closed at the end of the block that it stands in. */
export interface TestServer extends WebIOServer, AsyncDisposable {
  readonly log: RecordingLogger
}

/** Starts a server on a free port of this machine alone. */
export async function serve(applications: Applications, options: ServerOptions = {}): Promise<TestServer> {
  const log = new RecordingLogger()
  const server = await start_server(applications, { port: 0, host: '127.0.0.1', logger: log, ...options })
  return { ...server, log, [Symbol.asyncDispose]: server.close }
}
