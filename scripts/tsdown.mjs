import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { build } from 'esbuild'
import { buildEntries, isCommandOnly, root } from './entrypoints.mjs'
import { esmOnlyFolders } from './esm-only.mjs'
import { reactCompiler } from './react-compiler.mjs'

const esmOnly = esmOnlyFolders()
  .filter((path) => path.lastIndexOf('node_modules/') === 0)
  .map((path) => path.slice('node_modules/'.length))

/** `npm run build:code`, of a package. */
const isCodeOnly = process.env.npm_lifecycle_event === 'build:code'

/** @param {string} specifier */
const isEsmOnly = (specifier) =>
  esmOnly.some((name) => specifier === name || specifier.startsWith(`${name}/`))

/**
 * The build of one package: all of its entries in one go, so that they share their chunks. Built apart, each
 * entry would hold its own copy of every class, and `instanceof` would fail between them.
 *
 * @param {string} folder under packages/
 * @param {{ platform?: 'node' | 'browser' }} [options]
 * @returns {import('tsdown').UserConfig}
 */
export const packageBuild = (folder, { platform = 'node' } = {}) => ({
  cwd: join(root, 'packages', folder),
  entry: buildEntries(folder),
  format: {
    // A file of another package that is not listed as a dependency must not be copied in silently.
    esm: { deps: { onlyBundle: [], skipNodeModulesBundle: false } },
    // CommonJS cannot `require` packages that are ES modules only: they are copied in, with what they import.
    ...(!isCommandOnly(folder) && {
      cjs: {
        deps: { alwaysBundle: isEsmOnly, onlyBundle: false, skipNodeModulesBundle: false },
        // Their variants that need neither Node nor a document, since the copy runs in both.
        ...(platform === 'browser' && {
          inputOptions: { platform: 'neutral', resolve: { mainFields: ['module', 'main'] } },
        }),
        // Else rolldown puts its helpers into any chunk, and that chunk is no longer loaded on first use only.
        outputOptions: { codeSplitting: { groups: [{ name: 'runtime', test: /rolldown.runtime/ }] } },
      },
    }),
  },
  platform,
  plugins: reactCompiler(),
  target: ['node20', 'es2022'],
  fixedExtension: false,
  tsconfig: 'tsconfig.src.json',
  // `npm run dev` leaves the types of the last build where they are: they take most of the time.
  dts: !isCodeOnly && !isCommandOnly(folder) && { sourcemap: false },
  sourcemap: true,
  minify: false,
  clean: !isCodeOnly,
  // import.meta.url and __dirname work in both formats.
  shims: platform === 'node',
  report: false,
  logLevel: 'warn',
  failOnWarn: true,
  // A busy machine is no fault of the sources.
  checks: { pluginTimings: false },
  hooks: { 'build:done': () => buildStyles(join(root, 'packages', folder)) },
})

/** Joins src/styles.css with what it imports. @param {string} directory of the package */
async function buildStyles(directory) {
  const source = join(directory, 'src/styles.css')
  if (!existsSync(source)) return
  const output = join(directory, 'dist/styles.css')
  await build({ entryPoints: [source], outfile: output, bundle: true, target: 'es2022', logLevel: 'warning' })
  await writeFile(`${output}.d.ts`, 'export {}\n')
}
