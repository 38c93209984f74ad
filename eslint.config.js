import { readdirSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { basename, join } from 'node:path'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import importX from 'eslint-plugin-import-x'
import reactHooks from 'eslint-plugin-react-hooks'
import regexp from 'eslint-plugin-regexp'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'
import { codeEntries } from './scripts/entrypoints.mjs'

const CODE = '**/*.{ts,tsx}'
const TESTS = ['**/*.test.{ts,tsx}', '**/*.test-d.ts', 'packages/*/test/**', 'example-next-app/test/**']

/** @param {string[]} names folders or files under packages/core/src */
const core = (...names) => names.map((name) => `core/src/${name}`)

/** Files of @webio/next-plugin that next.config loads, relative to its sources. */
const CONFIG_TIME = ['index.ts', 'messages.ts', 'config', 'hub']

/**
 * One row for each folder: what it may import, and why nothing else. Paths are under packages/. A folder may import itself. Code with `isIsomorphic`
 * runs in Node and in the page, and may use the globals and modules of neither.
 *
 * @type {{ folder: string[], may: string[], alsoMay?: string[], isIsomorphic?: boolean, why: string }[]}
 */
const zones = [
  {
    folder: core('protocol'),
    isIsomorphic: true,
    may: [],
    why: 'protocol is the vocabulary that both sides share: it depends on nothing, so everything may depend on it.',
  },
  {
    folder: core('errors.ts', 'errors'),
    isIsomorphic: true,
    may: core('protocol'),
    why: 'Every layer above throws these errors, so they may know only the protocol’s error codes.',
  },
  {
    folder: core('state'),
    isIsomorphic: true,
    may: core('protocol', 'errors.ts', 'errors'),
    why: 'The reducer runs on the server and in the page, so it knows only the tree and the commands.',
  },
  {
    folder: core('page'),
    isIsomorphic: true,
    may: core('protocol', 'state'),
    why: 'page is the page’s half of the protocol. It ships to browsers, so it must not import the server’s half.',
  },
  {
    folder: core('engine'),
    isIsomorphic: true,
    may: core('protocol', 'errors.ts', 'errors', 'state'),
    why: 'The engine runs sessions without knowing who calls it (api) or what carries it (server, page): it receives those as interfaces.',
  },
  {
    folder: core('api'),
    isIsomorphic: true,
    may: core('protocol', 'errors.ts', 'errors', 'state', 'engine'),
    why: 'A task author’s functions reach the session through the engine; a transport here would tie tasks to a single server.',
  },
  {
    folder: core('server'),
    may: core('protocol', 'errors.ts', 'errors', 'state', 'engine', 'api'),
    // Another package's build creates this from @webio/react. It is imported dynamically if it is installed.
    alsoMay: ['react/dist/page'],
    why: 'The server carries sessions to real pages; it must not import test tools or the page’s half.',
  },
  {
    folder: core('cli'),
    may: core('protocol', 'errors.ts', 'errors', 'state', 'engine', 'api', 'server', 'testing'),
    // For its version.
    alsoMay: ['core/package.json'],
    why: 'The command line is a user of the server and, for webio check, of the test tools; it must not import the page’s half.',
  },
  {
    folder: core('in-page'),
    isIsomorphic: true,
    may: core('protocol', 'errors.ts', 'errors', 'state', 'page', 'engine'),
    why: 'in-page connects a session and a page without a network. It ships to browsers, so it must not import the server.',
  },
  {
    folder: core('testing'),
    may: core(
      'protocol',
      'errors.ts',
      'errors',
      'state',
      'page',
      'engine',
      'in-page',
      'api',
      'server/async-context.ts',
    ),
    why: 'Tests of tasks run without sockets: they need only the AsyncLocalStorage of the server.',
  },
  {
    folder: core('index.ts'),
    isIsomorphic: true,
    may: core('protocol', 'errors.ts', 'errors', 'state', 'engine', 'api'),
    why: '@webio/core also runs in the browser: code that needs Node has separate entries.',
  },
  {
    folder: core('protocol.ts'),
    isIsomorphic: true,
    may: core('protocol', 'state', 'page'),
    why: '@webio/core/protocol is all that a page loads of core: it must not import the server’s half.',
  },
  {
    folder: ['react/src', 'react/page'],
    may: core('protocol.ts', 'in-page/index.ts'),
    why: 'The page imports only @webio/core/protocol from core. Otherwise tasks and the engine would end up in every browser.',
  },
  {
    folder: ['react/src/session'],
    may: core('protocol.ts', 'in-page/index.ts'),
    why: 'session is the store, tested without React or a DOM: it receives what it needs from the document as an interface. Hooks and components import it, never the other way around.',
  },
  {
    folder: ['next-plugin/src'],
    may: [...core('index.ts', 'server/index.ts'), 'react/src/index.ts', 'react/dist'],
    why: 'The plugin uses only what any site could use: public entries of @webio/core and @webio/react.',
  },
  {
    folder: CONFIG_TIME.map((path) => `next-plugin/src/${path}`),
    // Only its types: the rule about names below ensures that.
    may: core('server/index.ts'),
    why: 'next.config loads this in plain Node before anything is compiled: it must not import route code or other packages.',
  },
  {
    folder: ['create-webio/src'],
    may: [],
    // Libraries that npm may have put there.
    alsoMay: ['create-webio/node_modules'],
    why: 'create-webio stands alone: it runs before anything else of WebIO is installed.',
  },
  {
    folder: ['../example-next-app'],
    may: [
      ...codeEntries.map(({ source }) => source.replace('packages/', '')),
      'react/dist',
      'react/src/styles.css',
    ],
    why: 'The example shows what a user can do, so it imports only public entries.',
  },
]

/**
 * The folders inside a layer, each with its purpose. A folder may import itself, the folders above it in the list, and the layer's files in `shared`.
 * The layer's other files connect the folders, and may import all of them.
 */
const layers = [
  {
    layer: core('engine').join(),
    shared: ['clock.ts', 'logger.ts', 'session-info.ts', 'session-log.ts', 'session-tracer.ts', 'view.ts'],
    folders: {
      wire: 'wire carries commands and events: it knows the shape of messages, but not what a session shows.',
      tasks:
        'tasks contains what runs: tasks, callbacks and their context, whatever they show and however it is sent.',
      files: 'files contains bytes on their way to and from a page; forms knows which field requested them.',
      forms: 'forms contains what a session asks; outputs contains what it shows.',
      outputs: 'outputs contains what a session shows; it receives the session itself as an interface.',
    },
  },
  {
    layer: core('api').join(),
    // All files next to the folders are helpers.
    shared: readdirSync(join(import.meta.dirname, 'packages', 'core/src/api')).filter((name) =>
      name.endsWith('.ts'),
    ),
    folders: {
      'output/handle': 'handle contains what all outputs share, so it knows none of them.',
      scope: 'scope determines where outputs go, whichever they are.',
      output: 'output shows; input, pin and dialog ask, and are built from outputs.',
      session: 'session is about the visit; other folders show and ask.',
      input: 'input asks in forms; a permanent field is a pin, and a form in a popup is a dialog.',
      pin: 'pin turns input fields into outputs, so both come before it.',
    },
  },
  {
    layer: core('server').join(),
    shared: ['async-context.ts', 'fetch.ts', 'live-session.ts', 'within.ts'],
    folders: {
      process: 'process is only about this process: its signals, its console, its clock.',
      durable: 'durable stores journals, whatever they contain and whichever server uses them.',
      remote: 'remote admits visitors through a tunnel, whatever it leads to.',
      info: 'info reads what a request says about its sender.',
      options: 'options checks the options of start_server and its siblings before anything starts.',
      modules: 'modules finds and loads files of tasks, whichever server uses them.',
      http: 'http answers requests for pages and static files; sockets and uploads come after it.',
      files: 'files moves the bytes of downloads and uploads over HTTP.',
      bridge: 'bridge is Socket.IO, and the only folder that knows it.',
    },
  },
  {
    layer: 'react/src',
    // The files next to the folders are the public components and types. Other folders need only the vocabulary of two folders.
    shared: [
      ...readdirSync(join(import.meta.dirname, 'packages/react/src')).filter((name) => /\.tsx?$/.test(name)),
      'outputs/frame/renderer-props.ts',
      'texts/texts.ts',
    ],
    folders: {
      session: 'session is the store, without React and without a document.',
      dom: 'dom touches the document, whatever it shows.',
      context: 'context contains what a provider shares with the components below it; it draws nothing.',
      hooks: 'hooks read the session, for whichever component asks.',
      texts: 'texts are the words of the page, wherever they appear.',
      fields: 'fields are the controls, whether in a form or among the outputs.',
      forms: 'forms ask; outputs show what the task shows, and place the forms.',
      outputs: 'outputs show; overlays above the page are built from outputs, and come after them.',
      overlay: 'overlay contains what appears above the page: popups, toasts and the status.',
    },
  },
]

/** @param {(typeof layers)[number]} layer */
const zonesInside = ({ layer, shared, folders }) =>
  Object.entries(folders).map(([folder, why], index, all) => ({
    target: join('packages', layer, folder),
    from: join('packages', layer),
    except: [folder, ...all.slice(0, index).map(([above]) => above), ...shared],
    message: why,
  }))

const restrictedPaths = [
  ...zones.flatMap(({ folder, may, alsoMay = [], why }) => ({
    target: folder.map((path) => join('packages', path)),
    from: 'packages',
    except: [...folder.filter((path) => !path.startsWith('..')), ...may, ...alsoMay],
    message: why,
  })),
  ...layers.flatMap(zonesInside),
]

/** @param {string[]} paths under packages/, files and folders */
const globsOf = (paths) => paths.map((path) => `packages/${path}${/\.tsx?$/.test(path) ? '' : '/**'}`)

const node = `^(node:|(${builtinModules.join('|')})(/|$))`
const socketIo = '^(socket\\.io|engine\\.io)'
const react = '^(react|react-dom|next)(/|$)|^@radix-ui/'

/**
 * @param {Record<string, string>} patterns pattern → why
 * @param {{ allowTypeImports?: boolean }} [options]
 * @returns {import('eslint').Linter.RuleEntry}
 */
const forbid = (patterns, options) => [
  'error',
  { patterns: Object.entries(patterns).map(([regex, message]) => ({ regex, message, ...options })) },
]

/** Globals of one runtime that another one lacks. */
const NODE_GLOBALS = ['process', 'Buffer', 'global', '__dirname', '__filename', 'setImmediate', 'require']
const PAGE_GLOBALS = ['window', 'document', 'navigator', 'location', 'localStorage', 'sessionStorage']
/** @param {string[]} names @param {string} message @returns {import('eslint').Linter.RuleEntry} */
const forbidGlobals = (names, message) => ['error', ...names.map((name) => ({ name, message }))]

const kebabCase = {
  meta: {
    messages: { name: 'File names are kebab-case, so that they are the same on every file system: {{name}}' },
  },
  /** @param {import('eslint').Rule.RuleContext} context */
  create: (context) => ({
    Program(/** @type {import('estree').Program} */ node) {
      const name = basename(context.filename)
      if (!/^\.?[a-z0-9]+([-.][a-z0-9]+)*\.\w+$/.test(name))
        context.report({ node, messageId: 'name', data: { name } })
    },
  }),
}

export default defineConfig(
  {
    ignores: [
      '**/dist/',
      '**/coverage/',
      '**/.next/',
      '**/next-env.d.ts',
      '**/.scratch/',
      '**/.sites/',
      'example-next-app/public/playground/',
      '**/fixtures/bad-*/',
      // Separate projects, whose types a test checks.
      'packages/create-webio/templates/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{js,mjs,cjs,ts,tsx}'],
    plugins: { webio: { rules: { 'kebab-case': kebabCase } }, regexp },
    rules: {
      'webio/kebab-case': 'error',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs,ts,tsx}'],
    ignores: [...TESTS, 'example-next-app/**'], // They match text that they have written themselves.
    rules: {
      // Strangers choose the matched text: no text may take longer than its length justifies.
      'regexp/no-super-linear-backtracking': 'error',
      'regexp/no-super-linear-move': 'error',
    },
  },
  {
    files: [CODE],
    extends: [tseslint.configs.recommended],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { tsconfigRootDir: import.meta.dirname } },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: 'tsconfig.base.json' })],
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'object-shorthand': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportAllDeclaration[exported=null]',
          message:
            'List the names: an entry determines what is public, and `export *` would make everything public.',
        },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
      ],
      // oxlint runs the rules that read types: .oxlintrc.json. Its compiler is native, and takes a fifth of the time.
    },
  },
  {
    files: [CODE],
    ignores: ['**/*.config.ts', 'example-next-app/**', '**/fixture*/**'],
    rules: { 'import-x/no-default-export': 'error' },
  },
  {
    files: [CODE],
    ignores: TESTS,
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: restrictedPaths }],
    },
  },
  {
    files: ['packages/*/src/**/*.{ts,tsx}'],
    ignores: TESTS,
    rules: { 'no-console': 'error' },
  },
  {
    // The only code that writes to the console. Everything else uses a logger, or these functions.
    files: [
      'packages/core/src/server/process/console-logger.ts',
      'packages/react/src/report-problem.ts',
      'packages/next-plugin/src/messages.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    // In `declare module`, only `import()` can import a type.
    files: ['**/*.d.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: globsOf(zones.filter(({ isIsomorphic }) => isIsomorphic).flatMap(({ folder }) => folder)),
    ignores: TESTS,
    rules: {
      '@typescript-eslint/no-restricted-imports': forbid({
        [node]:
          'This runs in the browser too. Define an interface for what needs Node, and implement it in src/server.',
        [socketIo]:
          'The engine and the page know a transport’s interface; Socket.IO is one of several implementations.',
        [react]: 'core does not know what draws it: pages without React use it too.',
        '^@webio/': 'Inside a package, import by relative path; core depends on no other WebIO package.',
      }),
      'no-restricted-globals': forbidGlobals(
        [...NODE_GLOBALS, ...PAGE_GLOBALS],
        'This runs in Node and in the browser. Define an interface for what only one of them has.',
      ),
    },
  },
  {
    files: ['packages/core/src/{server,cli,testing}/**'],
    ignores: TESTS,
    rules: {
      '@typescript-eslint/no-restricted-imports': forbid({
        [react]: 'The server knows commands and events; the page decides what draws them.',
        '^@webio/(?!react/page$)':
          'core may load only the prebuilt page from other WebIO packages, and imports itself by relative path.',
      }),
    },
  },
  {
    files: ['packages/react/{src,page}/**/*.{ts,tsx}'],
    ignores: TESTS,
    rules: {
      '@typescript-eslint/no-restricted-imports': forbid({
        [node]: 'This runs in the browser.',
        '^(socket\\.io|engine\\.io)(/|$)': 'The page is a client: socket.io-client.',
        '^next(/|$)': '@webio/react works in any React app; code for Next is in @webio/next-plugin.',
        '^@webio/(?!core/protocol$)':
          'A page loads only @webio/core/protocol from core, and imports itself by relative path.',
      }),
    },
  },
  {
    files: ['packages/react/src/session/**'],
    ignores: TESTS,
    rules: {
      '@typescript-eslint/no-restricted-imports': forbid({
        [react]:
          'session is the store, tested without React or a DOM: hooks and components import it, never the other way around.',
        [node]: 'This runs in the browser.',
        '^@webio/(?!core/protocol$)':
          'A page loads only @webio/core/protocol from core, and imports itself by relative path.',
      }),
    },
  },
  {
    files: ['packages/next-plugin/src/**'],
    ignores: TESTS,
    rules: {
      '@typescript-eslint/no-restricted-imports': forbid({
        '^@webio/(?!core(/server)?$|react(/|$))':
          'The plugin uses only what any site could use: public entries of @webio/core and @webio/react.',
      }),
    },
  },
  {
    files: CONFIG_TIME.map((path) => `packages/next-plugin/src/${path}${path.endsWith('.ts') ? '' : '/**'}`),
    ignores: TESTS,
    rules: {
      '@typescript-eslint/no-restricted-imports': forbid(
        {
          '^@webio/':
            'next.config loads this in plain Node before anything is compiled: it may import only types from other packages.',
          [socketIo]: 'next.config loads this in plain Node: sockets belong to the running server.',
        },
        { allowTypeImports: true },
      ),
    },
  },
  {
    files: ['packages/react/**/*.{ts,tsx}', 'example-next-app/**/*.{ts,tsx}'],
    // These rules compile each function as React's compiler would, which takes longer than all other rules together.
    ignores: TESTS,
    extends: [reactHooks.configs.flat['recommended-latest']],
  },
)
