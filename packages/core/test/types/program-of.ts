import path from 'node:path'
import ts from 'typescript'

/**
 * Compiles a text as if it were a file of a package.
 * @param root the folder of the package, whose settings apply
 * @param name the path of the file in that folder
 */
export function programOf(root: string, name: string, source: string): { program: ts.Program; file: string } {
  const file = path.join(root, name)
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), (read) => ts.sys.readFile(read)) as {
    config: object
  }
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, root)
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile } = host
  host.getSourceFile = (asked, ...rest) =>
    asked === file
      ? ts.createSourceFile(file, source, ts.ScriptTarget.ESNext, true)
      : getSourceFile.call(host, asked, ...rest)
  host.fileExists = (asked) => asked === file || fileExists.call(host, asked)
  host.readFile = (asked) => (asked === file ? source : readFile.call(host, asked))
  return { program: ts.createProgram([file], { ...options, noEmit: true }, host), file }
}
