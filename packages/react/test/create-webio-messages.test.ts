import path from 'node:path'
import ts from 'typescript'
import { programOf } from '../../core/test/types/program-of'

/** Mistakes in the use of a typed application, and what the compiler has to name. */
const MISTAKES: readonly (readonly [string, string, string])[] = [
  ['an unknown application', `<WebIOApp endpoint="/webio" app="ordre" params={{ id: 7 }} />`, `"ordre"`],
  ['missing parameters', `<WebIOApp endpoint="/webio" app="order" />`, `'params' is missing`],
  [
    'a missing parameter',
    `<WebIOApp endpoint="/webio" app="order" params={{ note: '' }} />`,
    `'id' is missing`,
  ],
  [
    'a parameter of the wrong type',
    `<WebIOApp endpoint="/webio" app="order" params={{ id: '7' }} />`,
    `'string'`,
  ],
  ['an extra parameter', `<WebIOApp endpoint="/webio" app="order" params={{ id: 7, mode: 1 }} />`, `'mode'`],
  [
    'a parameter of an application without',
    `<WebIOApp endpoint="/webio" app="hello" params={{ id: 7 }} />`,
    `'id'`,
  ],
  ['the same for a provider', `<WebIOProvider endpoint="/webio" app="hello" params={{ id: 7 }} />`, `'id'`],
  [
    'the same for a session',
    `createWebIOSession({ endpoint: '/webio', app: 'hello', params: { id: 7 } })`,
    `'id'`,
  ],
]

const SOURCE = `import { createWebIO } from '../src/index'
interface Server {
  order: (params: { id: number; note?: string }) => Promise<{ total: number }>
  hello: () => Promise<string>
  search: (params: { q?: string }) => void
}
const { WebIOApp, WebIOProvider, createWebIOSession } = createWebIO<Server>()
export const all = [
${MISTAKES.map(([, code]) => `${code},`).join('\n')}
]
`

it('the message about a mistake in the use of a typed application names what is wrong', () => {
  const { program, file } = programOf(path.resolve(__dirname, '..'), 'test/mistakes.tsx', SOURCE)
  const source = program.getSourceFile(file) as ts.SourceFile
  const first = SOURCE.slice(0, SOURCE.indexOf('export const all')).split('\n').length
  const messages = program.getSemanticDiagnostics(source).map(({ start = 0, messageText }) => ({
    mistake: MISTAKES[source.getLineAndCharacterOfPosition(start).line - first]?.[0],
    text: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }))
  expect(messages).toEqual(
    MISTAKES.map(([mistake, , named]) => ({ mistake, text: expect.stringContaining(named) as string })),
  )
  for (const { text } of messages) expect(text).not.toMatch(/\bnever\b/)
}, 60_000)
