/**
 * The single list of subpaths that the packages publish. It determines the `exports` of each package.json, the
 * build's entries, the commands (`bin`), jest's module names and the `paths` of tsconfig.paths.json.
 *
 * To add an entry, add its line here and run `npm run entrypoints`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/**
 * Folder under packages/ → subpath → source, relative to the package.
 * If the source is a folder's name with a slash, the package's own build creates it, as `dist/<subpath>/index.*`.
 *
 * @type {Record<string, Record<string, string>>}
 */
export const entrypoints = {
  core: {
    '.': 'src/index.ts',
    './protocol': 'src/protocol.ts',
    './in-page': 'src/in-page/index.ts',
    './server': 'src/server/index.ts',
    './testing': 'src/testing/index.ts',
    './script': 'src/server/script/index.ts',
  },
  react: {
    '.': 'src/index.ts',
    './page': 'page/',
    './styles.css': 'src/styles.css',
    // Texts that a host page needs immediately, instead of loading them on demand.
    ...Object.fromEntries(
      ['de', 'es', 'fa', 'fr', 'ja', 'pt', 'ru', 'zh'].map((language) => [
        `./locales/${language}`,
        `src/texts/${language}.ts`,
      ]),
    ),
  },
  'next-plugin': {
    '.': 'src/index.ts',
    './server': 'src/server.ts',
    './instrumentation': 'src/instrumentation.ts',
  },
  // Only a command, with nothing to import.
  'create-webio': {},
}

/** Commands of the packages: folder → name → source. The build creates `dist/<name>.js` from it. */
const commands = /** @type {Record<string, Record<string, string>>} */ ({
  core: { webio: 'src/cli/main.ts' },
  'next-plugin': { 'webio-next': 'src/cli/main.ts' },
  'create-webio': { 'create-webio': 'src/main.ts' },
})

/** Package folders in the order in which they are built: each depends only on those before it. */
export const packageFolders = Object.keys(entrypoints)

/** Whether a package is only a command, with nothing to import. @param {string} folder */
export const isCommandOnly = (folder) => Object.keys(entrypoints[folder] ?? {}).length === 0

/** @param {string} source */
export const isCode = (source) => /\.tsx?$/.test(source)

/** @param {string} folder */
const entriesOf = (folder) => {
  const entries = entrypoints[folder]
  if (!entries) throw new Error(`scripts/entrypoints.mjs has no package '${folder}'. Add its entries there.`)
  return Object.entries(entries)
}

/** '.' → 'index', './server' → 'server' @param {string} subpath */
const outputName = (subpath) => (subpath === '.' ? 'index' : subpath.slice(2))

/** `npm create webio` requires a name without a scope. @param {string} folder */
export const packageName = (folder) => (folder === 'create-webio' ? folder : `@webio/${folder}`)

/** The specifier that an author imports: '@webio/core/server'. @param {string} folder @param {string} subpath */
export const specifier = (folder, subpath) => `${packageName(folder)}${subpath.slice(1)}`

/** Every entry written in TypeScript: `{ specifier, source }`, with the source relative to the repository. */
export const codeEntries = packageFolders.flatMap((folder) =>
  entriesOf(folder)
    .filter(([, source]) => isCode(source))
    .map(([subpath, source]) => ({
      folder,
      subpath,
      specifier: specifier(folder, subpath),
      source: `packages/${folder}/${source}`,
    })),
)

/** tsdown's `entry`: output name → source. @param {string} folder @returns {Record<string, string>} */
export const buildEntries = (folder) => ({
  ...Object.fromEntries(
    entriesOf(folder)
      .filter(([, source]) => isCode(source))
      .map(([subpath, source]) => [outputName(subpath), source]),
  ),
  ...commands[folder],
})

/** The `bin` of a package.json. @param {string} folder */
const packageCommands = (folder) => {
  const names = Object.keys(commands[folder] ?? {})
  return names.length > 0 && { bin: Object.fromEntries(names.map((name) => [name, `./dist/${name}.js`])) }
}

/** @param {string} path the path without its extension */
const bothFormats = (path) => ({
  import: { types: `${path}.d.ts`, default: `${path}.js` },
  require: { types: `${path}.d.cts`, default: `${path}.cjs` },
})

/** @param {string} subpath @param {string} source */
const exportOf = (subpath, source) => {
  const path = `./dist/${outputName(subpath)}`
  if (isCode(source)) return bothFormats(path)
  if (source.endsWith('/')) return bothFormats(`${path}/index`)
  // TypeScript 6 refuses a side-effect import of something without types.
  return { types: `${path}.d.ts`, default: path }
}

/** The `exports` of a package.json. @param {string} folder @returns {Record<string, unknown>} */
export const packageExports = (folder) => ({
  ...Object.fromEntries(entriesOf(folder).map(([subpath, source]) => [subpath, exportOf(subpath, source)])),
  './package.json': './package.json',
})

/** jest's `moduleNameMapper`: tests read the sources, not the build. @returns {Record<string, string>} */
export const moduleNameMapper = () =>
  Object.fromEntries(codeEntries.map(({ specifier, source }) => [`^${specifier}$`, `<rootDir>/${source}`]))

/** The content of tsconfig.paths.json. */
export const tsconfigPaths = () => ({
  compilerOptions: {
    paths: Object.fromEntries(codeEntries.map(({ specifier, source }) => [specifier, [`./${source}`]])),
  },
})

/**
 * The fields about the origin of a package in its package.json, from `repository` in the package.json of the
 * root. Empty if that is missing.
 *
 * @param {string} folder
 */
const originOf = (folder) => {
  const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  if (!repository) return {}
  const page = repository.url.replace(/^git\+/, '').replace(/\.git$/, '')
  return {
    repository: { ...repository, directory: `packages/${folder}` },
    homepage: `${page}/tree/main/packages/${folder}#readme`,
    bugs: `${page}/issues`,
  }
}

/** The contents of the files that are derived from the list, by path. @returns {Record<string, string>} */
export const derivedFiles = () => {
  /** @type {Record<string, unknown>} */
  const files = { 'tsconfig.paths.json': tsconfigPaths() }
  for (const folder of packageFolders) {
    const path = `packages/${folder}/package.json`
    files[path] = {
      ...JSON.parse(readFileSync(join(root, path), 'utf8')),
      ...packageCommands(folder),
      exports: packageExports(folder),
      ...originOf(folder),
      // Provenance links a version to the commit and the run that built it. npm creates it only in CI.
      publishConfig: { access: 'public', provenance: true },
    }
  }
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => [path, `${JSON.stringify(content, null, 2)}\n`]),
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of Object.entries(derivedFiles())) {
    writeFileSync(join(root, path), text)
    console.log(`wrote ${path}`)
  }
}
