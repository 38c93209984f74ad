import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { compile, problemText } from './compile-programs'
import type { Program } from './compile-programs'

/** The programs in the documents compile as a reader would type them. */

const ROOT = path.resolve(__dirname, '../..')

function documents(): string[] {
  const docs = readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    // docs/test/translations.test.ts checks that the Chinese documents have the same programs.
    .filter((name) => name.endsWith('.md') && !name.startsWith('zh/'))
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

it('finds all programs', () => {
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

/** ARCHITECTURE.md describes each folder with more source files than this. */
const FEW_FILES = 10

it('ARCHITECTURE.md describes each larger folder, and names no folder that does not exist', () => {
  const text = readFileSync(path.join(ROOT, 'ARCHITECTURE.md'), 'utf8')
  const [, rooms = ''] = /\n## Rooms\n([^]*?)\n## /.exec(text) ?? []
  const listed = [...rooms.matchAll(/^\| `([^`]+)` \|/gm)].map(([, folder = '']) => folder)
  const large = readdirSync(path.join(ROOT, 'packages')).flatMap((name) => largeFolders(`${name}/src`))
  expect(listed).toContain('core/src/protocol')
  expect(large.filter((folder) => !listed.includes(folder))).toEqual([])
  expect(listed.filter((folder) => !existsSync(path.join(ROOT, 'packages', folder)))).toEqual([])
})

/**
 * @returns the folder if it directly contains many files, and such folders below it
 */
function largeFolders(folder: string): string[] {
  const entries = readdirSync(path.join(ROOT, 'packages', folder), { withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
  const inside = entries.filter((entry) => entry.isDirectory())
  return [
    ...(files.length > FEW_FILES ? [folder] : []),
    ...inside.flatMap(({ name }) => largeFolders(`${folder}/${name}`)),
  ]
}
