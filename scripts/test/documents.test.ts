import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/** The programs in the documents compile as a reader would type them. */

const ROOT = path.resolve(__dirname, '../..')

interface Program {
  readonly name: string
  readonly file: string
  readonly code: string
}

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

function compile(all: readonly Program[]): readonly ts.Diagnostic[] {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    config: object
  }
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, ROOT)
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile } = host
  const codeOf = new Map(all.map(({ file, code }) => [file, code]))
  host.getSourceFile = (file, ...rest) => {
    const code = codeOf.get(file)
    return code === undefined
      ? getSourceFile.call(host, file, ...rest)
      : ts.createSourceFile(file, code, ts.ScriptTarget.ESNext, true)
  }
  host.fileExists = (file) => codeOf.has(file) || fileExists.call(host, file)
  host.readFile = (file) => codeOf.get(file) ?? readFile.call(host, file)
  const program = ts.createProgram(
    all.map(({ file }) => file),
    { ...options, noEmit: true, jsx: ts.JsxEmit.ReactJSX },
    host,
  )
  return all.flatMap(({ file }) => {
    const source = program.getSourceFile(file)
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
  })
}

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
    .map(
      ({ file, messageText, start = 0 }) =>
        `${programs.find((one) => one.file === file?.fileName)?.name}, line ` +
        `${(file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    )
  expect(problems).toEqual([])
}, 120_000)
