import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Program } from './compile-programs'
import { compile, problemText } from './compile-programs'

/** The examples in doc comments compile. Names that an example omits, such as `rows`, may have any type. */

const ROOT = path.resolve(__dirname, '../..')

/** Errors about what an example omits: “cannot find name” or module, and resulting type errors. */
const LEFT_OUT = new Set([2304, 2307, 2503, 2552, 7006, 7031, 18004])

/** The import of each public name. A name that several entries export comes from the first one. */
const importOf = new Map(
  [
    ...readFileSync(path.join(__dirname, '__snapshots__/entrypoints.test.ts.snap'), 'utf8').matchAll(
      /^exports\[`public names (\S+) 1`\] = `\n\[\n([\s\S]*?)\]/gm,
    ),
  ]
    .toReversed()
    .flatMap(([, entry = '', names = '']) =>
      [...names.matchAll(/"((?:type )?(\w+))"/g)].map(
        ([, spelled = '', name = '']) => [name, `import { ${spelled} } from '${entry}'`] as const,
      ),
    ),
)

const sources = ['core', 'react', 'next-plugin'].flatMap((folder) =>
  readdirSync(path.join(ROOT, 'packages', folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test(-d)?\.tsx?$/.test(name))
    .map((name) => `packages/${folder}/src/${name.replaceAll('\\', '/')}`),
)

/** The examples in the doc comments of a file. */
function examplesOf(file: string): Program[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8')
  const comments = [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].map(([comment]) =>
    comment.slice(0, -2).replace(/^\s*\* ?/gm, ''),
  )
  return comments
    .flatMap((comment) => [...comment.matchAll(/@example\b([\s\S]*?)(?=^@|$(?![\s\S]))/gm)])
    .map(([, example = ''], index) => ({
      name: `${file}, example ${index + 1}`,
      file: path.join(ROOT, `${file.replace(/\W/g, '-')}-${index + 1}.tsx`),
      code: programOf(example.replace(/^```\w*$/gm, '')),
    }))
}

/**
 * An example as a module: with imports of its public names, and inside a function unless it exports something.
 */
function programOf(example: string): string {
  const words = new Set(example.match(/\w+/g))
  const declared = new Set(
    [...example.matchAll(/\b(?:const|let|function|interface|using) (?:\{[^}]*\}|\w+)/g)].flatMap(
      ([text]) => text.match(/\w+/g) ?? [],
    ),
  )
  const imports = [...importOf]
    .filter(([name]) => words.has(name) && !declared.has(name) && !(name in globalThis))
    .map(([, statement]) => statement)
  const isModule = /^\s*(import|export|declare module) /m.test(example)
  return `${imports.join('\n')}\nexport {}\n${isModule ? example : `async function example(): Promise<unknown> {\n${example}\nreturn\n}`}\n`
}

const examples = sources.flatMap(examplesOf)

it('compiles every example', () => {
  expect(examples.length).toBeGreaterThan(120)
  // An example with `declare module` affects everything that is compiled with it.
  const together = examples.filter(({ code }) => !code.includes('declare module'))
  const problems = compile(together)
    .filter(({ code }) => !LEFT_OUT.has(code))
    .map((problem) => problemText(problem, examples))
  expect(problems).toEqual([])
}, 120_000)
