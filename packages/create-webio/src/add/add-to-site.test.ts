import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { version } from '../create/templates'
import { addToSite } from './add-to-site'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'webio-add-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

/** Writes the files of a site: text, or JSON. */
function site(files: Readonly<Record<string, string | object>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), typeof content === 'string' ? content : JSON.stringify(content, null, 4))
  }
}
const read = (path: string): string => readFileSync(join(dir, path), 'utf8')

const NEXT = { name: 'site', scripts: { dev: 'next dev' }, dependencies: { next: '16.4.6', react: '19' } }
const VITE = {
  name: 'site',
  scripts: { dev: 'vite' },
  dependencies: { react: '19' },
  devDependencies: { vite: '8' },
}

it('adds to a Next.js site in TypeScript', () => {
  site({
    'package.json': NEXT,
    'tsconfig.json': {},
    'app/layout.tsx': '',
    'next.config.ts': 'export default {}\n',
  })
  expect(addToSite(dir)).toEqual({
    kind: 'next',
    created: ['webio.ts', 'app/webio-example/page.tsx'],
    changed: ['package.json', 'next.config.ts'],
    byHand: [],
  })
  expect(read('package.json')).toContain(`\n        "@webio/next-plugin": "^${version}"`)
  expect(read('next.config.ts')).toContain("withWebIO({}, { app: './webio.ts', route: '/webio' })")
})

it('does nothing the second time', () => {
  site({ 'package.json': NEXT, 'app/layout.jsx': '', 'next.config.mjs': 'export default {}\n' })
  addToSite(dir)
  expect(addToSite(dir)).toEqual({ kind: 'next', created: [], changed: [], byHand: [] })
})

it('adds to a site in JavaScript and in src/app, with a stand-alone output and without a configuration', () => {
  site({ 'package.json': NEXT, 'src/app/layout.jsx': '' })
  expect(addToSite(dir).created).toEqual([
    'src/webio.js',
    'src/app/webio-example/page.jsx',
    'next.config.mjs',
  ])
  expect(read('next.config.mjs')).toContain("app: './src/webio.js'")
  rmSync(join(dir, 'next.config.mjs'))
  site({ 'next.config.js': "module.exports = { output: 'standalone' }\n" })
  expect(addToSite(dir).created).toEqual(['src/instrumentation.js'])
})

it('overwrites nothing, and lists what is left to do by hand', () => {
  const own = 'export function register() {}\n'
  site({
    'package.json': NEXT,
    'app/layout.jsx': '',
    'webio.js': 'mine',
    'instrumentation.js': own,
    'next.config.js': "export default function config() { return { output: 'standalone' } }\n",
  })
  const { created, byHand } = addToSite(dir)
  expect(created).not.toContain('webio.js')
  expect([read('webio.js'), read('instrumentation.js')]).toEqual(['mine', own])
  expect(byHand).toEqual([
    expect.stringContaining("next.config.js: wrap what it exports: withWebIO(config, { app: './webio.js'"),
    expect.stringContaining('instrumentation.js: call register'),
  ])
})

it('adds to a Vite site', () => {
  site({
    'package.json': VITE,
    'tsconfig.json': {},
    'src/main.tsx': '',
    'vite.config.ts': 'export default defineConfig({ plugins: [] })\n',
  })
  expect(addToSite(dir)).toMatchObject({
    kind: 'vite',
    created: ['webio.ts', 'src/webio-example.tsx'],
    changed: ['package.json', 'vite.config.ts'],
    byHand: [],
  })
  expect(JSON.parse(read('package.json'))).toMatchObject({
    scripts: { dev: 'vite', webio: 'webio --watch webio.ts' },
  })
})

it('keeps a script of the same name', () => {
  site({ 'package.json': { ...VITE, scripts: { webio: 'mine' } }, 'vite.config.js': 'export default {}\n' })
  expect(addToSite(dir).byHand).toEqual([expect.stringContaining('another script "webio"')])
  expect(JSON.parse(read('package.json'))).toMatchObject({ scripts: { webio: 'mine' } })
})

it.each([
  ['There is no package.json', {}],
  ['lists neither next nor vite', { 'package.json': {} }],
  ['has no app folder', { 'package.json': NEXT }],
  ['lists no react', { 'package.json': { devDependencies: { vite: '8' } } }],
  ['is not valid JSON', { 'package.json': '{' }],
])('throws with a reason, and writes nothing: %s', (reason, files: Record<string, string | object>) => {
  site(files)
  expect(() => addToSite(dir)).toThrow(reason)
  expect(existsSync(join(dir, 'webio.js'))).toBe(false)
})
