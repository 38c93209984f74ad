/**
 * @jest-config-loader esbuild-register
 * @jest-config-loader-options {"format": "esm", "banner": ""}
 */
import { availableParallelism } from 'node:os'
import type { Config } from 'jest'
import { findChromium } from './scripts/chromium.mjs'
import { moduleNameMapper } from './scripts/entrypoints.mjs'
import { esmOnlyFolders } from './scripts/esm-only.mjs'

// The browser tests read it, and workers inherit it. `npm test` installs Chromium if none is found.
process.env.CHROMIUM_PATH ??= findChromium() ?? ''

type Project = Exclude<NonNullable<Config['projects']>[number], string>

/** Kinds of tests that need more than the sources. Each has its own project. */
const KINDS = ['bridge', 'browser', 'dist', 'matrix']
const ofKind = (kind: string) => `**/*.${kind}.test.{ts,tsx}`

const swc = {
  // Node 20 and jsdom do not support `using`; everything else runs unchanged.
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic' } },
  },
  sourceMaps: 'inline',
}

/** Packages that jest cannot load directly: ES modules, and packages that load parts by `import()`. */
const COMPILED = [...esmOnlyFolders(), 'node_modules/@codemirror/language-data']

const common = {
  // A file that leaves something open fails.
  testEnvironment: '<rootDir>/scripts/jest/closing-environment.mjs',
  transform: { '^.+\\.([cm]?js|[cm]?ts|tsx)$': ['@swc/jest', swc] },
  // Only these packages in node_modules are compiled. Our own builds are too, because jest has no `import()`.
  transformIgnorePatterns: [`^(?!<rootDir>/(?:${COMPILED.join('|')})/).*/node_modules/`],
  modulePathIgnorePatterns: [
    '<rootDir>/.*/dist/',
    '<rootDir>/example-next-app/.next/',
    '<rootDir>/node_modules/.cache/',
    '<rootDir>/packages/create-webio/templates/',
    '/\\.(sites|scratch)/',
  ],
} satisfies Project

/** Tests next to the sources, and across the layers of one package. They run on the sources. */
const ofPackage = (folder: string): Project => ({
  ...common,
  displayName: folder,
  roots: [`<rootDir>/packages/${folder}`],
  testMatch: ['**/*.test.{ts,tsx}', ...KINDS.map((kind) => `!${ofKind(kind)}`)],
  moduleNameMapper: moduleNameMapper(),
})

/** Tests of one kind, in any package. */
const ofEveryPackage = (kind: string): Project => ({
  ...common,
  displayName: kind,
  roots: ['<rootDir>/packages', '<rootDir>/scripts'],
  testMatch: [ofKind(kind)],
})

/** Like `ofEveryPackage`, with a browser that the files of a worker share. */
const inChromium = (kind: string): Project => ({
  ...ofEveryPackage(kind),
  testEnvironment: '<rootDir>/scripts/jest/browser-environment.mjs',
})

/** The tests of the React package that need no browser. */
const react: Project = {
  ...ofPackage('react'),
  testEnvironment: '<rootDir>/scripts/jest/jsdom-environment.mjs',
  setupFilesAfterEnv: ['<rootDir>/scripts/jest/jsdom-setup.ts'],
  moduleNameMapper: { ...moduleNameMapper(), '\\.css$': '<rootDir>/scripts/jest/style-stub.cjs' },
}

/** Files of core whose tests must also pass in durable sessions: forms, rules, callbacks, pins, outputs, scripts and tables. */
const DURABLE_TOO = [
  'api/validate',
  'api/group',
  'api/pin',
  'api/popup',
  'api/scripts',
  'api/update',
  'api/datatable-edit',
  'engine/callbacks',
]

const config: Config = {
  // Nothing is timed. On a busy machine, a test that loads much takes long.
  testTimeout: 30_000,
  // Most tests wait for a browser or a server, so four of them keep two cores busy.
  maxWorkers: Math.min(4, 2 * availableParallelism()),
  // As a worker exits, it closes its browser, and Playwright deletes the files of all its contexts.
  workerGracefulExitTimeout: 10_000,
  testSequencer: '<rootDir>/scripts/jest/slow-first-sequencer.mjs',
  projects: [
    ofPackage('core'),
    react,
    ofPackage('next-plugin'),
    ofPackage('create-webio'),
    // The repository itself: its entry points, its tools, and the examples of its documentation.
    { ...ofPackage('core'), displayName: 'repo', roots: ['<rootDir>/scripts', '<rootDir>/docs'] },
    // Tests of tasks once more, in durable sessions. `DURABLE_ALL=1` runs all of them, including those that a durable session handles differently.
    {
      ...ofPackage('core'),
      displayName: 'durable',
      testMatch:
        process.env['DURABLE_ALL'] === undefined
          ? DURABLE_TOO.map((name) => `**/test/${name}.test.ts`)
          : ['**/test/(api|engine)/*.test.ts', `!${ofKind('bridge')}`],
      moduleNameMapper: {
        '/src/testing/index$': '<rootDir>/packages/core/test/durable/same-tests/testing.ts',
        ...moduleNameMapper(),
      },
    },
    // Real sockets.
    { ...ofEveryPackage('bridge'), moduleNameMapper: moduleNameMapper() },
    // A real Chromium, on the built packages.
    inChromium('browser'),
    // The same on the example site, which all test files share.
    {
      ...inChromium('browser'),
      displayName: 'site',
      roots: ['<rootDir>/example-next-app'],
      globalSetup: '<rootDir>/example-next-app/test/start-site.ts',
      globalTeardown: '<rootDir>/example-next-app/test/stop-site.ts',
    },
    // The packages as published.
    ofEveryPackage('dist'),
    // Slow hosts: `npm run test:matrix`.
    inChromium('matrix'),
    // The React package as compiled by the React Compiler: `npm run test:matrix`, which also runs browser tests on such a build.
    {
      ...react,
      displayName: 'compiled',
      transform: { '^.+\\.([cm]?js|[cm]?ts|tsx)$': ['<rootDir>/scripts/jest/compiled-transform.mjs', swc] },
    },
  ],
}

export default config
