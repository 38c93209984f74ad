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

/** Whether a package runs `npm run build:code`. */
const isCodeOnly = process.env.npm_lifecycle_event === 'build:code'

/** @param {string} specifier */
const isEsmOnly = (specifier) =>
  esmOnly.some((name) => specifier === name || specifier.startsWith(`${name}/`))

/**
 * The build of one package: all of its entries together, so that they share chunks. If they were built separately, each
 * entry would contain its own copy of every class, and `instanceof` would fail between them.
 *
 * @param {string} folder under packages/
 * @param {{ platform?: 'node' | 'browser' }} [options]
 * @returns {import('tsdown').UserConfig}
 */
export const packageBuild = (folder, { platform = 'node' } = {}) => ({
  cwd: join(root, 'packages', folder),
  entry: buildEntries(folder),
  format: {
    // A file of another package that is not a dependency must not be bundled silently.
    esm: { deps: { onlyBundle: [], skipNodeModulesBundle: false } },
    // CommonJS cannot `require` packages with only ES modules, so they are bundled, with their imports.
    ...(!isCommandOnly(folder) && {
      cjs: {
        deps: { alwaysBundle: isEsmOnly, onlyBundle: false, skipNodeModulesBundle: false },
        // Selects variants that need neither Node nor a document, because the copy runs in both environments.
        ...(platform === 'browser' && {
          inputOptions: { platform: 'neutral', resolve: { mainFields: ['module', 'main'] } },
        }),
        // Otherwise, rolldown puts its helpers into an arbitrary chunk, which is then no longer loaded only
        // on first use.
        outputOptions: { codeSplitting: { groups: [{ name: 'runtime', test: /rolldown.runtime/ }] } },
      },
    }),
  },
  platform,
  plugins: reactCompiler(),
  target: ['node20', 'es2022'],
  fixedExtension: false,
  tsconfig: 'tsconfig.src.json',
  // `npm run dev` keeps the types of the last build, because they take most of the time.
  dts: !isCodeOnly && !isCommandOnly(folder) && { sourcemap: false },
  sourcemap: true,
  minify: false,
  clean: !isCodeOnly,
  // import.meta.url and __dirname work in both formats.
  shims: platform === 'node',
  report: false,
  logLevel: 'warn',
  failOnWarn: true,
  // Slow builds on a busy machine are not a problem of the sources.
  checks: { pluginTimings: false },
  hooks: { 'build:done': () => buildStyles(join(root, 'packages', folder)) },
})

/** Bundles src/styles.css with its imports. @param {string} directory of the package */
async function buildStyles(directory) {
  const source = join(directory, 'src/styles.css')
  if (!existsSync(source)) return
  const output = join(directory, 'dist/styles.css')
  await build({ entryPoints: [source], outfile: output, bundle: true, target: 'es2022', logLevel: 'warning' })
  await writeFile(`${output}.d.ts`, 'export {}\n')
}
