import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { compile, problemText } from './compile-programs'
import type { Program } from './compile-programs'

/** The programs in the documents compile as a reader would type them. */

const ROOT = path.resolve(__dirname, '../..')

function documents(): string[] {
  const docs = readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.md'))
  const packages = readdirSync(path.join(ROOT, 'packages')).map((name) => `packages/${name}/README.md`)
  return [
    'README.md',
    'CONTRIBUTING.md',
    'ARCHITECTURE.md',
    ...docs.map((name) => `docs/${name}`),
    ...packages.filter((name) => existsSync(path.join(ROOT, name))),
  ]
}

function programsOf(document: string): Program[] {
  const text = readFileSync(path.join(ROOT, document), 'utf8')
  const blocks = [...text.matchAll(/^```(ts|tsx)(?: \w+)?\n([\s\S]*?)^```/gm)]
  return blocks.map(([, extension, code = ''], index) => ({
    name: `${document}, program ${index + 1}`,
    file: path.join(ROOT, `${document.replace(/\W/g, '-')}-${index + 1}.${extension}`),
    code,
  }))
}

const programs = documents().flatMap(programsOf)

it('finds the programs', () => {
  expect(programs.map(({ name }) => name)).toContain('README.md, program 1')
})

it('compiles every program of the documents', () => {
  // A program with `declare module` affects everything that is compiled with it.
  const [declaring, others] = [true, false].map((wanted) =>
    programs.filter(({ code }) => code.includes('declare module') === wanted),
  )
  expect(declaring?.length).toBeGreaterThan(0)
  const problems = [others ?? [], ...(declaring ?? []).map((one) => [one])]
    .flatMap(compile)
    .map((problem) => problemText(problem, programs))
  expect(problems).toEqual([])
}, 120_000)
