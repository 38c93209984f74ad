import { describe, expect, it, jest } from '@jest/globals'
import { Writable } from 'node:stream'
import pino from 'pino'
import { input } from '@webio/core'
import type { Logger } from '@webio/core/server'
import { start_server } from '@webio/core/server'
import { jsonLogger } from '../../src/server/process/json-logger'
import { serve } from './serve'
import { SocketPage } from './socket-page'

/** Fails once its form is answered. */
async function failing(): Promise<void> {
  await input('Name')
  throw new RangeError('no such name')
}

type Line = Record<string, unknown> & { readonly msg: string }

/** Lets `failing` fail in a server with this logger, and returns the line that reports it. */
async function lineOf(logger: Logger, lines: () => Line[]): Promise<{ line: Line; session: string }> {
  await using server = await serve({ desk: failing }, { logger })
  await using page = new SocketPage(server.url, 'websocket', { app: 'desk' })
  await page.submit({ data: 'Ann' })
  await page.until(() => page.session.status === 'closed')
  const line = lines().find(({ msg }) => msg.includes('failed'))
  if (!line) throw new Error(`no line in ${JSON.stringify(lines())}`)
  return { line, session: page.session.ticket?.session ?? '' }
}

const EXPECTED = {
  msg: '[webio] a main task of application "desk" failed:',
  app: 'desk',
  node: expect.stringMatching(/^[\w-]{8}$/),
  err: {
    type: 'RangeError',
    message: 'no such name',
    stack: expect.stringContaining('log.bridge.test.ts'),
  },
}

describe('lines about a session', () => {
  it('pass the session, its application and its node to a pino logger as fields', async () => {
    const lines: Line[] = []
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(JSON.parse(chunk.toString()) as Line)
        done()
      },
    })
    const { line, session } = await lineOf(pino(stream), () => lines)
    expect(line).toMatchObject({ ...EXPECTED, session })
    const listening = lines.find(({ msg }) => msg.includes('listening'))
    expect(listening).not.toHaveProperty('session')
  })

  it('contain them as JSON with log_format: "json"', async () => {
    const lines: Line[] = []
    const logger = jsonLogger(false, (text) => lines.push(JSON.parse(text) as Line))
    const { line, session } = await lineOf(logger, () => lines)
    expect(line).toEqual({ ...EXPECTED, session, level: 'error', time: expect.stringMatching(/^20.*Z$/) })
  })

  it('are one line each, on the standard output', async () => {
    const written: string[] = []
    const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      written.push(String(text))
      return true
    })
    try {
      const server = await start_server(failing, { port: 0, host: '127.0.0.1', log_format: 'json' })
      await server.close()
    } finally {
      spy.mockRestore()
    }
    const told = written.filter((text) => text.includes('listening'))
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(/^\{.*\}\n$/)
    expect(JSON.parse(told[0] ?? '')).toMatchObject({
      level: 'info',
      msg: expect.stringContaining('listening on http://'),
    })
  })

  it('pass other arguments on as details', () => {
    const lines: Line[] = []
    jsonLogger(false, (text) => lines.push(JSON.parse(text) as Line)).warn('refused', 'why', { deep: 1n })
    expect(lines[0]).toMatchObject({ level: 'warn', msg: 'refused', details: ['why', '{ deep: 1n }'] })
  })
})

it('log_format and logger exclude each other', async () => {
  const logger = jsonLogger(false, () => {})
  await expect(start_server(failing, { port: 0, logger, log_format: 'json' })).rejects.toThrow(
    new TypeError(
      'log_format formats the lines of the console, and logger replaces the console. Set only one of them.',
    ),
  )
})
