/**
 * Builds the stand-alone page and the element for other sites' pages: bundles page/main.tsx and page/embed.tsx for the browser, and writes
 * dist/page/index.js, .cjs and their types. These contain the files for a server to serve.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { build as bundleStyles } from 'esbuild'
import { build as bundleScripts } from 'rolldown'
import { reactCompiler } from '../../../scripts/react-compiler.mjs'
import { LICENSES_FILE, thirdPartyLicenses } from '../../../scripts/third-party-licenses.mjs'
import { withoutUnusedCode } from './unused-code.mjs'

/**
 * @param {string} relative
 */
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))

const main = path('main.tsx')
const connection = path('early.ts')
const socket = path('opened-socket.ts')
const element = path('embed.tsx')
/** Modules that only some sessions need, by the names of `PageCode` in @webio/core. */
const later = {
  outputs: path('../src/outputs-code.ts'),
  fields: path('../src/fields-code.ts'),
  markdown: path('../src/outputs/markup/markdown-body.tsx'),
  markdownHtml: path('../src/outputs/markup/markdown-html.ts'),
  html: path('../src/outputs/markup/clean-html.ts'),
  json: path('../src/outputs/json/json-tree.tsx'),
  tabs: path('../src/outputs/tabs/tabs-body.tsx'),
  datatable: path('../src/outputs/datatable/datatable-body.tsx'),
}
const target = path('../dist/page/')

const styles = await bundleStyles({
  entryPoints: { webio: path('page.css'), later: path('../src/look-later.css'), embed: path('embed.css') },
  outdir: target,
  write: false,
  bundle: true,
  minify: true,
  target: 'es2022',
  entryNames: '[name]-[hash]',
})

/**
 * @param {string} name
 */
function styleFile(name) {
  const found = styles.outputFiles.find(({ path }) => path.startsWith(`${target}${name}-`))
  if (!found) throw new Error(`The page has no styles '${name}'.`)
  return { name: found.path.slice(target.length), contents: found.contents }
}
const pageStyles = styleFile('webio')
const laterStyles = styleFile('later')
const embedStyles = styleFile('embed')

/**
 * The folder of an installed package. Modules anywhere may then import its files.
 * @param {string} name
 */
const folderOf = (name) => dirname(fileURLToPath(import.meta.resolve(`${name}/package.json`)))

/** @type {import('rolldown').BuildOptions} */
const settings = {
  write: false,
  platform: 'browser',
  resolve: {
    alias: {
      '@webio/core/protocol': path('../../core/src/protocol.ts'),
      // The page needs nothing that later versions have: React 19.3 is 18 % larger.
      react: folderOf('page-react'),
      'react-dom': folderOf('page-react-dom'),
    },
  },
  transform: {
    target: 'es2022',
    jsx: 'react-jsx',
    define: { 'process.env.NODE_ENV': '"production"', LATER_STYLES: JSON.stringify(laterStyles.name) },
  },
}

/**
 * Ids of the modules that a module needs at once: itself and its imports, without the parts that are loaded later.
 * @param {string} input
 */
const neededBy = (input) =>
  bundleScripts({
    ...settings,
    input,
    plugins: [{ name: 'leave-out-later-parts', resolveDynamicImport: () => false }, ...reactCompiler()],
  }).then(({ output: [atOnce] }) => new Set(atOnce.moduleIds))

const [toOpen, toConnect, atOnce, forOutputs, forFields, forMarkdown] = await Promise.all(
  [socket, connection, main, later.outputs, later.fields, later.markdown].map(neededBy),
)

const { output } = await bundleScripts({
  ...settings,
  input: [socket, connection, main, element],
  plugins: [withoutUnusedCode(), ...reactCompiler(), ...thirdPartyLicenses()],
  output: {
    format: 'esm',
    minify: true,
    comments: { legal: false },
    entryFileNames: '[name]-[hash].js',
    chunkFileNames: '[name]-[hash].js',
    // One file to open the socket, one to connect, one for everything else that is needed at once, one for outputs, one for forms and pins, and one
    // for Markdown. Otherwise code shared with parts that are loaded later would become many files.
    codeSplitting: {
      groups: [
        { name: 'socket', priority: 5, test: (id) => toOpen.has(id) },
        { name: 'early', priority: 4, test: (id) => toConnect.has(id) },
        { name: 'webio', priority: 3, test: (id) => atOnce.has(id) },
        { name: 'outputs', priority: 2, test: (id) => forOutputs.has(id) },
        { name: 'fields', priority: 1, test: (id) => forFields.has(id) },
        // Without the bundler's own module, which all files import.
        { name: 'markdown', priority: 0, test: (id) => forMarkdown.has(id) && !id.startsWith('\0') },
      ],
    },
  },
})

const chunks = output.filter((file) => file.type === 'chunk')

/**
 * @param {string} what
 * @param {(chunk: (typeof chunks)[number]) => boolean} test
 */
function chunkWith(what, test) {
  const found = chunks.find(test)
  if (!found) throw new Error(`The page has no chunk with ${what}.`)
  return found
}
/** The chunk that starts the page when it is loaded. */
const entry = chunkWith('main.tsx', ({ moduleIds }) => moduleIds.includes(main))
/** The chunk that opens the socket while the browser loads the one that uses it. */
const opening = chunkWith('opened-socket.ts', ({ moduleIds }) => moduleIds.includes(socket))
/** The chunk that connects while the browser loads the others. */
const early = chunkWith('early.ts', ({ moduleIds }) => moduleIds.includes(connection))
/** The chunk that exports what embed.tsx does. */
const embed = chunkWith('embed.tsx', ({ facadeModuleId }) => facadeModuleId === element)

/**
 * Returns the names of the chunks that a chunk needs before it runs.
 * @param {string} name
 * @param {Set<string>} [found]
 */
function importsOf(name, found = new Set()) {
  for (const imported of chunks.find((chunk) => chunk.fileName === name)?.imports ?? []) {
    if (!found.has(imported)) importsOf(imported, found.add(imported))
  }
  return found
}

/**
 * @param {string} name
 * @param {string} type
 * @param {string | Uint8Array} content
 */
const file = (name, type, content) => [
  name,
  { type: `${type}; charset=utf-8`, brotli: brotliCompressSync(content).toString('base64') },
]

/**
 * The chunks that a module needs in addition to the entry's.
 * @param {string} id
 */
function modulesOf(id) {
  const { fileName } = chunkWith(
    id,
    ({ facadeModuleId, moduleIds }) => facadeModuleId === id || moduleIds.includes(id),
  )
  const known = importsOf(entry.fileName).add(entry.fileName)
  return [fileName, ...importsOf(fileName)].filter((name) => !known.has(name))
}

const values = {
  files: Object.fromEntries([
    ...chunks.map(({ fileName, code }) => file(fileName, 'text/javascript', code)),
    ...[pageStyles, laterStyles, embedStyles].map(({ name, contents }) => file(name, 'text/css', contents)),
  ]),
  entry: entry.fileName,
  opening: opening.fileName,
  early: early.fileName,
  preload: [...importsOf(entry.fileName)].filter(
    (name) => ![opening, early].some(({ fileName }) => fileName === name),
  ),
  styles: pageStyles.name,
  later: {
    modules: Object.fromEntries(Object.entries(later).map(([code, id]) => [code, modulesOf(id)])),
    styles: laterStyles.name,
  },
  embed: { script: embed.fileName, styles: embedStyles.name },
}

const types = `/** A file of the stand-alone page. */
export interface PageFile {
  /** Its Content-Type. */
  readonly type: string
  /** Its content: compressed with Brotli, in base64. */
  readonly brotli: string
}
/** The files, by name. A name contains a hash of the content, so the content never changes. */
export declare const files: Readonly<Record<string, PageFile>>
/** Name of the script that starts the page, a module. */
export declare const entry: string
/** Name of the module that opens the socket while the browser loads the others. It runs once the page's configuration is in the document. */
export declare const opening: string
/** Name of the module that connects while the browser loads the others. It runs once the page's configuration is in the document. */
export declare const early: string
/** Names of the other modules that the script needs at once. */
export declare const preload: readonly string[]
/** Name of the style sheet. */
export declare const styles: string
/** What only some sessions need: modules, by the part of the code that a session needs, and the style sheet for all of them. */
export declare const later: { readonly modules: { readonly [Code in import('@webio/core/protocol').PageCode]: readonly string[] }; readonly styles: string }
/** For other pages: the module that exports \`defineElement\`, and its style sheet. */
export declare const embed: { readonly script: string; readonly styles: string }
`
/**
 * @param {(name: string) => string} assign
 */
const statements = (assign) =>
  Object.entries(values)
    .map(([name, value]) => `${assign(name)} = ${JSON.stringify(value)}\n`)
    .join('')

const licenses = output.find(({ fileName }) => fileName === LICENSES_FILE)
if (licenses?.type !== 'asset') throw new Error('The licenses of the bundled packages are missing.')

await mkdir(target, { recursive: true })
await Promise.all([
  writeFile(join(target, LICENSES_FILE), licenses.source),
  writeFile(
    join(target, 'index.js'),
    statements((name) => `export const ${name}`),
  ),
  writeFile(join(target, 'index.cjs'), `'use strict'\n${statements((name) => `exports.${name}`)}`),
  writeFile(join(target, 'index.d.ts'), types),
  writeFile(join(target, 'index.d.cts'), types),
])
