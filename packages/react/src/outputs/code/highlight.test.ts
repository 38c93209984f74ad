import { highlight, parserFor } from './highlight'

type Parser = Parameters<typeof highlight>[1]

async function loaded(code: string, language: string): Promise<Parser> {
  const lazy = parserFor(code, language)
  if (!lazy) throw new Error(`no parser for ${language}`)
  await new Promise<void>((resolve) => {
    lazy.subscribe(resolve)
    if (lazy.get()) resolve()
  })
  return lazy.get() as Parser
}

/** Loading languages is slow on a busy machine. */
jest.setTimeout(60_000)

it.each([
  ['arduino', 'int x = 1;', 'int'],
  ['bash', 'echo "a" # b', '"a"'],
  ['cpp', 'class A {};', 'class'],
  ['csharp', 'class A {}', 'class'],
  ['css', 'a { color: red }', 'color'],
  ['diff', '-old\n+new', '-old'],
  ['golang', 'func main() {}', 'func'],
  ['graphql', 'query Q($id: ID!) { user(id: $id) { name } } # x', 'query'],
  ['ini', '[section]\na=1', '[section]'],
  ['java', 'class A {}', 'class'],
  ['jsx', 'const a = <b>c</b>', 'const'],
  ['jsonc', '{"a": 1}', '1'],
  ['kotlin', 'fun main() {}', 'fun'],
  ['lua', 'local x = 1', 'local'],
  ['makefile', 'all: main.o\n\t$(CC) -o main # link', 'all'],
  ['markdown', '# Title', 'Title'],
  ['objectivec', '@interface A', '@interface'],
  ['perl', 'my $x = 1;', 'my'],
  ['php', '<?php function f() {}', 'function'],
  ['python-repl', 'def f(): pass', 'def'],
  ['ruby', 'def f; end', 'def'],
  ['rust', 'fn main() {}', 'fn'],
  ['scss', '$a: 1px;', '$a|1'],
  ['sql', 'SELECT 1', 'SELECT'],
  ['swift', 'let x = 1', 'let'],
  ['TS', 'interface A {}', 'interface'],
  ['vbnet', 'Dim x As Integer', 'Dim'],
  ['wasm', '(module)', 'module'],
  ['svg', '<a b="c"/>', 'a'],
  ['yml', 'a: true', 'a'],
])('colors code in %s: %j', async (language, code, part) => {
  const parts = highlight(code, await loaded(code, language))
  expect(parts.map(({ text }) => text).join('')).toBe(code)
  const colored = parts.filter(({ classes }) => classes !== '').map(({ text }) => text)
  expect(colored.join('|')).toContain(part)
})

it.each(['text', 'txt', 'plaintext', 'klingon'])('leaves code in %s plain', (language) => {
  expect(parserFor('let x', language)).toBeNull()
})

it('leaves code that is nested more deeply than the stack allows plain', async () => {
  const code = '['.repeat(20_000)
  expect(
    highlight(code, await loaded(code, 'json'))
      .map(({ text }) => text)
      .join(''),
  ).toBe(code)
})

it('stops a parser that does not finish', async () => {
  const json = await loaded('[]', 'json')
  let stoppedAt: number | null = null
  const endless = {
    startParse: () => ({
      parsedPos: 2,
      get stoppedAt() {
        return stoppedAt
      },
      stopAt: (at: number) => void (stoppedAt = at),
      advance: () => (stoppedAt === null ? null : json.parse('[]')),
    }),
  } as unknown as Parser
  expect(
    highlight('[] and more', endless)
      .map(({ text }) => text)
      .join(''),
  ).toBe('[] and more')
  expect(stoppedAt).toBe(2)
})

it('leaves long Markdown plain, because its parser handles a paragraph in one step', () => {
  expect(parserFor('[a]('.repeat(2000), 'md')).toBeNull()
})
