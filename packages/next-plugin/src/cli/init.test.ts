import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeRouteFile } from '../config/route-file'
import { init } from './init'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'webio-init-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const read = (path: string): string => readFileSync(join(dir, path), 'utf8')
const run = (options: Partial<Parameters<typeof init>[0]> = {}): string =>
  init({ app: './webio.ts', route: '/webio', dir, ...options }).join('\n')

it('writes a route that belongs to the site and the first task, and lists what is left to do', () => {
  mkdirSync(join(dir, 'app'))
  expect(run()).toMatch(
    /wrote webio\.ts\nwrote app\/webio\/\[\[\.\.\.webio\]\]\/route\.ts\n[^]*withWebIO\(nextConfig\)/,
  )
  expect(read('app/webio/[[...webio]]/route.ts')).toContain("import * as applications from '../../../webio'")
  expect(read('webio.ts')).toContain('export async function hello')
  expect(existsSync(join(dir, 'app/webio/.gitignore'))).toBe(false)
})

it('writes to src/app, at another route, for an existing module in JavaScript', () => {
  mkdirSync(join(dir, 'src/app'), { recursive: true })
  writeFileSync(join(dir, 'tasks.js'), 'export const main = () => {}')
  expect(run({ app: './tasks.js', route: '/tools/ask' })).toContain(
    "withWebIO(nextConfig, { route: '/tools/ask' })",
  )
  expect(read('src/app/tools/ask/[[...webio]]/route.js')).toContain("from '../../../../../tasks'")
  expect(read('tasks.js')).toBe('export const main = () => {}')
})

it('replaces the route that the plugin generated', () => {
  mkdirSync(join(dir, 'app'))
  writeFileSync(join(dir, 'webio.ts'), 'export const main = () => {}')
  const generated = writeRouteFile({ dir, app: './webio.ts', route: '/webio' })
  run()
  expect(existsSync(generated)).toBe(false)
})

it.each([
  ['there is no app directory in', () => {}, {}],
  ['there is a route at', () => mkdirSync(join(dir, 'app/webio/[[...webio]]'), { recursive: true }), {}],
  ['the option route is "webio"', () => mkdirSync(join(dir, 'app')), { route: 'webio' }],
])('throws with a reason, and writes nothing: %s', (reason, prepare, options) => {
  prepare()
  expect(() => run(options)).toThrow(reason)
  expect(existsSync(join(dir, 'webio.ts'))).toBe(false)
})
