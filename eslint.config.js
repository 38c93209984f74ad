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

/** @param {string[]} names under packages/core/src */
const core = (...names) => names.map((name) => `core/src/${name}`)

/** Files of @webio/next-plugin that next.config loads, relative to its sources. */
const CONFIG_TIME = ['index.ts', 'messages.ts', 'config', 'hub']

/**
 * One row a folder: what it may import, and why no more. Paths under packages/. A folder may import itself. What `isIsomorphic` runs in Node and in the
 * page, and may use the globals and modules of neither.
 *
 * @type {{ folder: string[], may: string[], alsoMay?: string[], isIsomorphic?: boolean, why: string }[]}
 */
const zones = [
  {
    folder: core('protocol'),
    isIsomorphic: true,
    may: [],
    why: 'protocol is the vocabulary that both sides share: it depends on nothing, so that everything may depend on it.',
  },
  {
    folder: core('errors.ts', 'errors'),
    isIsomorphic: true,
    may: core('protocol'),
    why: 'Errors are thrown by every layer above them, so they may know only the wire’s error codes.',
  },
  {
    folder: core('state'),
    isIsomorphic: true,
    may: core('protocol', 'errors.ts', 'errors'),
    why: 'The reducer runs on the server and in the page alike: the tree and the commands are all that it knows.',
  },
  {
    folder: core('page'),
    isIsomorphic: true,
    may: core('protocol', 'state'),
    why: 'page is the page’s half of the wire. It ships to browsers, so nothing of the server’s half may come along.',
  },
  {
    folder: core('engine'),
    isIsomorphic: true,
    may: core('protocol', 'errors.ts', 'errors', 'state'),
    why: 'The engine runs sessions without knowing who calls it (api) or what carries it (server, page): those come in as interfaces.',
  },
  {
    folder: core('api'),
    isIsomorphic: true,
    may: core('protocol', 'errors.ts', 'errors', 'state', 'engine'),
    why: 'A task author’s functions reach the session through the engine; a transport here would tie tasks to one server.',
  },
  {
    folder: core('server'),
    may: core('protocol', 'errors.ts', 'errors', 'state', 'engine', 'api'),
    // Built from @webio/react by another package's build, and loaded by dynamic import where it is installed.
    alsoMay: ['react/dist/page'],
    why: 'The server carries sessions to real pages; test tools and the page’s half have no place in it.',
  },
  {
    folder: core('cli'),
    may: core('protocol', 'errors.ts', 'errors', 'state', 'engine', 'api', 'server', 'testing'),
    // For its version.
    alsoMay: ['core/package.json'],
    why: 'The command line is a user of the server and, for webio check, of the test tools; the page’s half has no place in it.',
  },
  {
    folder: core('in-page'),
    isIsomorphic: true,
    may: core('protocol', 'errors.ts', 'errors', 'state', 'page', 'engine'),
    why: 'in-page joins a session and a page without a wire: it ships to browsers, so nothing of the server may come along.',
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
    why: 'Tests of tasks run without sockets: of the server only the AsyncLocalStorage is needed.',
  },
  {
    folder: core('index.ts'),
    isIsomorphic: true,
    may: core('protocol', 'errors.ts', 'errors', 'state', 'engine', 'api'),
    why: '@webio/core also runs in the browser: what needs Node has entries of its own.',
  },
  {
    folder: core('protocol.ts'),
    isIsomorphic: true,
    may: core('protocol', 'state', 'page'),
    why: '@webio/core/protocol is all that a page loads of core: the server’s half must not come along.',
  },
  {
    folder: ['react/src', 'react/page'],
    may: core('protocol.ts', 'in-page/index.ts'),
    why: 'The page knows core by @webio/core/protocol alone, or tasks and the engine end up in every browser.',
  },
  {
    folder: ['react/src/session'],
    may: core('protocol.ts', 'in-page/index.ts'),
    why: 'session is the store, tested without React or a DOM: what it needs of the document comes in as an interface, and hooks and components import it, never the other way.',
  },
  {
    folder: ['next-plugin/src'],
    may: [...core('index.ts', 'server/index.ts'), 'react/src/index.ts', 'react/dist'],
    why: 'The plugin uses what any site could use: public entries of @webio/core and @webio/react.',
  },
  {
    folder: CONFIG_TIME.map((path) => `next-plugin/src/${path}`),
    // Its types only: the rule about names, below, sees to that.
    may: core('server/index.ts'),
    why: 'next.config loads this in plain Node before anything is compiled: route code and other packages must not come along.',
  },
  {
    folder: ['create-webio/src'],
    may: [],
    // Libraries that npm has put there.
    alsoMay: ['create-webio/node_modules'],
    why: 'create-webio runs by itself, before anything else of WebIO is installed.',
  },
  {
    folder: ['../example-next-app'],
    may: [
      ...codeEntries.map(({ source }) => source.replace('packages/', '')),
      'react/dist',
      'react/src/styles.css',
    ],
    why: 'The example shows what a user can do, so it imports public entries only.',
  },
]

/**
 * The folders inside of a layer, each with what it is for. One may import itself, those above it in the list, and the layer's files that `shared` names.
 * The layer's other files join the folders, and may import all of them.
 */
const layers = [
  {
    layer: core('engine').join(),
    shared: ['clock.ts', 'logger.ts', 'session-info.ts', 'session-log.ts', 'session-tracer.ts', 'view.ts'],
    folders: {
      wire: 'wire carries commands and events: it knows the shape of messages, and nothing of what a session shows.',
      tasks:
        'tasks is what runs: tasks, callbacks and their context, whatever they show and however that travels.',
      files:
        'files is bytes on their way to and from a page; which field asked for them is the business of forms.',
      forms: 'forms is what a session asks; what it shows is the business of outputs.',
      outputs: 'outputs is what a session shows; the session itself comes in as an interface.',
    },
  },
  {
    layer: core('api').join(),
    // All files beside the folders are helpers.
    shared: readdirSync(join(import.meta.dirname, 'packages', 'core/src/api')).filter((name) =>
      name.endsWith('.ts'),
    ),
    folders: {
      'output/handle': 'handle is what all outputs share, so it knows no single one of them.',
      scope: 'scope says where outputs go, whichever they are.',
      output: 'output shows; to ask is the business of input, pin and dialog, which are made of outputs.',
      session: 'session is about the visit; what is shown and asked in it is the business of other folders.',
      input: 'input asks in forms; a field that stays is a pin, a form in a popup a dialog.',
      pin: 'pin makes outputs of input fields: both come before it.',
    },
  },
  {
    layer: core('server').join(),
    shared: ['async-context.ts', 'fetch.ts', 'live-session.ts', 'within.ts'],
    folders: {
      process: 'process is about this process alone: its signals, its console, its clock.',
      durable: 'durable keeps journals, whatever is in them and whoever serves the sessions.',
      remote: 'remote lets visitors in through a tunnel, whatever it leads to.',
      info: 'info reads what a request says of its sender.',
      options: 'options checks what start_server and its kin are given, before anything starts.',
      modules: 'modules finds and loads files of tasks, whoever serves them.',
      http: 'http answers requests for pages and static files; sockets and uploads come after it.',
      files: 'files moves the bytes of downloads and uploads over HTTP.',
      bridge: 'bridge is Socket.IO, and the only folder that knows it.',
    },
  },
  {
    layer: 'react/src',
    // The files next to the folders are the public components and types. Of two folders, others need the vocabulary alone.
    shared: [
      ...readdirSync(join(import.meta.dirname, 'packages/react/src')).filter((name) => /\.tsx?$/.test(name)),
      'outputs/frame/renderer-props.ts',
      'texts/texts.ts',
    ],
    folders: {
      session: 'session is the store, without React and without a document.',
      dom: 'dom touches the document, whatever it is that shows there.',
      context: 'context is what a provider shares with the components below it; it draws nothing.',
      hooks: 'hooks read the session, for whichever component asks.',
      texts: 'texts are the words of the page, wherever they stand.',
      fields: 'fields are the controls, whether they stand in a form or among the outputs.',
      forms: 'forms ask; what the task shows is the business of outputs, which place forms.',
      outputs: 'outputs show; what lies above the page is made of outputs, and comes after them.',
      overlay: 'overlay is what lies above the page: popups, toasts and the status.',
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

/** What one runtime has and another lacks. */
const NODE_GLOBALS = ['process', 'Buffer', 'global', '__dirname', '__filename', 'setImmediate', 'require']
const PAGE_GLOBALS = ['window', 'document', 'navigator', 'location', 'localStorage', 'sessionStorage']
/** @param {string[]} names @param {string} message @returns {import('eslint').Linter.RuleEntry} */
const forbidGlobals = (names, message) => ['error', ...names.map((name) => ({ name, message }))]

const kebabCase = {
  meta: {
    messages: { name: 'File names are kebab-case, so that they read alike on every file system: {{name}}' },
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
      '**/fixtures/bad-*/',
      // Projects of their own, whose types a test checks.
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
    ignores: [...TESTS, 'example-next-app/**'], // They match what they have written themselves.
    rules: {
      // Strangers choose what is matched: no text may take longer than its length allows.
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
          message: 'List the names: an entry says what is public, and `export *` makes everything so.',
        },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
      ],
      // Rules that read types are oxlint's: .oxlintrc.json. Its compiler is a native one, and takes a fifth of the time.
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
    // The doors to the console. Whoever else has something to say takes a logger, or these.
    files: [
      'packages/core/src/server/process/console-logger.ts',
      'packages/react/src/report-problem.ts',
      'packages/next-plugin/src/messages.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    // `declare module` has no place for an import but `import()`.
    files: ['**/*.d.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: globsOf(zones.filter(({ isIsomorphic }) => isIsomorphic).flatMap(({ folder }) => folder)),
    ignores: TESTS,
    rules: {
      '@typescript-eslint/no-restricted-imports': forbid({
        [node]:
          'This runs in the browser too. What needs Node comes in as an interface that src/server implements.',
        [socketIo]:
          'The engine and the page know a transport’s interface; Socket.IO is one of several behind it.',
        [react]: 'core knows nothing of what draws it: other pages than React’s use it too.',
        '^@webio/': 'Inside a package, import by relative path; core depends on no other package of ours.',
      }),
      'no-restricted-globals': forbidGlobals(
        [...NODE_GLOBALS, ...PAGE_GLOBALS],
        'This runs in Node and in the browser. What only one of them has comes in as an interface.',
      ),
    },
  },
  {
    files: ['packages/core/src/{server,cli,testing}/**'],
    ignores: TESTS,
    rules: {
      '@typescript-eslint/no-restricted-imports': forbid({
        [react]: 'The server knows commands and events; what draws them is the page’s affair.',
        '^@webio/(?!react/page$)':
          'Of our other packages core may load the prebuilt page alone; itself it imports by relative path.',
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
        '^next(/|$)': '@webio/react works in any React app; what Next needs is in @webio/next-plugin.',
        '^@webio/(?!core/protocol$)':
          'Of core a page loads @webio/core/protocol alone; itself it imports by relative path.',
      }),
    },
  },
  {
    files: ['packages/react/src/session/**'],
    ignores: TESTS,
    rules: {
      '@typescript-eslint/no-restricted-imports': forbid({
        [react]:
          'session is the store, tested without React or a DOM: hooks and components import it, never the other way.',
        [node]: 'This runs in the browser.',
        '^@webio/(?!core/protocol$)':
          'Of core a page loads @webio/core/protocol alone; itself it imports by relative path.',
      }),
    },
  },
  {
    files: ['packages/next-plugin/src/**'],
    ignores: TESTS,
    rules: {
      '@typescript-eslint/no-restricted-imports': forbid({
        '^@webio/(?!core(/server)?$|react(/|$))':
          'The plugin uses what any site could use: public entries of @webio/core and @webio/react.',
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
            'next.config loads this in plain Node before anything is compiled: of other packages only types may come along.',
          [socketIo]: 'next.config loads this in plain Node: sockets belong to the running server.',
        },
        { allowTypeImports: true },
      ),
    },
  },
  {
    files: ['packages/react/**/*.{ts,tsx}', 'example-next-app/**/*.{ts,tsx}'],
    // These rules compile each function as React's compiler would, which takes longer than all others together.
    ignores: TESTS,
    extends: [reactHooks.configs.flat['recommended-latest']],
  },
)
