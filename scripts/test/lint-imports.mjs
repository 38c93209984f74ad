/**
 * Lints one-line files that need not exist. Reads `[{ file, code }]` from standard input, and prints the messages of the
 * rules about imports and globals for each. It is a separate process, because jest cannot load eslint.config.js.
 */
import { text } from 'node:stream/consumers'
import { ESLint } from 'eslint'

const RULES = [
  'import-x/no-restricted-paths',
  '@typescript-eslint/no-restricted-imports',
  'no-restricted-globals',
  'no-console',
]

const eslint = new ESLint({
  ruleFilter: ({ ruleId }) => RULES.includes(ruleId),
})

/** @type {{ file: string, code: string }[]} */
const cases = JSON.parse(await text(process.stdin))
const messages = []
for (const { file, code } of cases) {
  const [result] = await eslint.lintText(code, { filePath: file })
  messages.push(result?.messages.map(({ message }) => message) ?? ['ignored by the configuration'])
}
process.stdout.write(JSON.stringify(messages))
