import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as protocol from '@webio/core/protocol'

/** The examples in the doc comments of the protocol return what they claim: `sizeText(1536) // '1.5 KB'`. */

const SOURCE = join(__dirname, '../../src')
const files = ['protocol', 'state'].flatMap((folder) =>
  readdirSync(join(SOURCE, folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(SOURCE, folder, name)),
)

/** A line of an example: an expression that begins with a name, and a literal after `//`. A reason may follow the literal, after a colon. */
const PROMISE =
  /^ \* (?:@example )?(?<code>(?<name>\w+)\S.*?) \/\/ (?<result>true|false|null|'[^']*'|\[.*\]|\{.*\})(?:: .*)?$/gm

const promises = files.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(PROMISE)]
    .map(({ groups = {} }) => ({
      name: String(groups['name']),
      code: String(groups['code']),
      result: String(groups['result']),
    }))
    // Others are internal.
    .filter(({ name }) => name in protocol),
)

/** The value of an expression that may use the exports of `@webio/core/protocol`. */
function valueOf(expression: string): unknown {
  const evaluate = new Function(...Object.keys(protocol), `return (${expression})`) as (
    ...values: unknown[]
  ) => unknown
  return evaluate(...Object.values(protocol))
}

it('finds all examples', () => {
  expect(promises.length).toBeGreaterThan(20)
})

it.each(promises)('$code returns $result', ({ code, result }) => {
  expect(valueOf(code)).toEqual(valueOf(result))
})
