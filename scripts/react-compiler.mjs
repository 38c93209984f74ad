/**
 * Compiles sources of @webio/react with the React Compiler, like an application that uses the compiler and
 * builds the package from source (a monorepo, `transpilePackages`). `WEBIO_REACT_COMPILER=1 npm run build`
 * creates such a build.
 */
import process from 'node:process'
import { transformSync } from '@babel/core'

/** Whether the current build is compiled. */
export const isCompiled = process.env.WEBIO_REACT_COMPILER === '1'

const SOURCES = /[\\/]packages[\\/]react[\\/](src|page)[\\/].*\.tsx?$/

/**
 * @param {string} code TypeScript
 * @param {string} file its path
 * @returns {{ code: string, map: object | null } | null} TypeScript; null if the file is not one to compile
 */
export function compileReact(code, file) {
  if (!SOURCES.test(file) || /\.test\.tsx?$/.test(file)) return null
  const result = transformSync(code, {
    filename: file,
    babelrc: false,
    configFile: false,
    parserOpts: { plugins: file.endsWith('x') ? ['typescript', 'jsx'] : ['typescript'] },
    plugins: [['babel-plugin-react-compiler', { target: '19' }]],
    sourceMaps: true,
  })
  return result?.code == null ? null : { code: result.code, map: result.map ?? null }
}

/**
 * The compiler as rolldown plugins: an empty list in an ordinary build. @returns {import('rolldown').Plugin[]}
 */
export const reactCompiler = () =>
  isCompiled ? [{ name: 'react-compiler', transform: { order: 'pre', handler: compileForRolldown } }] : []

/** @param {string} code @param {string} id */
function compileForRolldown(code, id) {
  const result = compileReact(code, id)
  return result && { code: result.code, map: JSON.stringify(result.map) }
}
