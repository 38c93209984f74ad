import { guardedLogger, silentLogger } from './logger'

it('escapes line breaks and terminal control characters in texts of visitors', () => {
  const lines: unknown[][] = []
  const logger = { ...silentLogger, warn: (...parts: unknown[]) => void lines.push(parts) }
  const error = new Error('two\nlines')
  guardedLogger(logger).warn('[webio] refused "a\n[webio] admin\u001b[2J\u2028"', 'x\r\ty', error, 5)
  expect(lines).toEqual([
    ['[webio] refused "a\\u000a[webio] admin\\u001b[2J\\u2028"', 'x\\u000d\ty', error, 5],
  ])
})

it('tolerates a logger that throws or rejects', async () => {
  const fails = () => {
    throw new Error('full')
  }
  const logger = guardedLogger({
    ...silentLogger,
    warn: fails,
    // An author's logger may be asynchronous, no matter what its type says.
    error: (() => Promise.reject(new Error('gone'))) as () => void,
  })
  expect(() => logger.warn('a')).not.toThrow()
  expect(() => logger.error('a')).not.toThrow()
  await new Promise(setImmediate)
})
