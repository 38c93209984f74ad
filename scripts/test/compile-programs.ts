import path from 'node:path'
import ts from 'typescript'

/** A program in a document or a comment. */
export interface Program {
  /** Its place, as shown to a person. */
  readonly name: string
  /** The path of a file that does not exist. */
  readonly file: string
  readonly code: string
}

const root = path.resolve(__dirname, '../..')

/** The errors in programs that are compiled as files of the repository. */
export function compile(all: readonly Program[]): readonly ts.Diagnostic[] {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    config: object
  }
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, root)
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

/** The error and its place. */
export function problemText(
  { file, messageText, start = 0 }: ts.Diagnostic,
  programs: readonly Program[],
): string {
  const program = programs.find((one) => one.file === file?.fileName)
  const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1
  return `${program?.name}, line ${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
}
