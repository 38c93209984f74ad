import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { build } from 'esbuild'
import { buildEntries, isCommandOnly, root } from './entrypoints.mjs'
import { esmOnlyFolders } from './esm-only.mjs'
import { reactCompiler } from './react-compiler.mjs'
import { thirdPartyLicenses } from './third-party-licenses.mjs'

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
  plugins: [...reactCompiler(), ...thirdPartyLicenses()],
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
  hooks: {
    'build:done': async () => {
      await buildStyles(join(root, 'packages', folder))
      await excuseOptionalPeers(join(root, 'packages', folder))
    },
  },
})

/**
 * Types of optional peers are `any` for a project without them. Otherwise such a project does not compile if it checks the types of libraries.
 * @param {string} directory of the package
 */
async function excuseOptionalPeers(directory) {
  const { peerDependenciesMeta = {} } = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'))
  const peers = Object.keys(peerDependenciesMeta).filter((name) => peerDependenciesMeta[name].optional)
  if (peers.length === 0) return
  const imports = new RegExp(`^import .* from "(?:${peers.join('|')})(?:/.*)?";$`, 'gm')
  for (const name of await readdir(join(directory, 'dist'), { recursive: true })) {
    if (!/\.d\.[cm]?ts$/.test(name)) continue
    const file = join(directory, 'dist', name)
    const types = await readFile(file, 'utf8')
    const excused = types.replace(imports, '// @ts-ignore: it is optional\n$&')
    if (excused !== types) await writeFile(file, excused)
  }
}

/** Bundles src/styles.css with its imports. @param {string} directory of the package */
async function buildStyles(directory) {
  const source = join(directory, 'src/styles.css')
  if (!existsSync(source)) return
  const output = join(directory, 'dist/styles.css')
  await build({ entryPoints: [source], outfile: output, bundle: true, target: 'es2022', logLevel: 'warning' })
  await writeFile(`${output}.d.ts`, 'export {}\n')
}
