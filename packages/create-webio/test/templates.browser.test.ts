import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { TestProcess } from '../../core/test/cli/webio-process'
import { chromiumOfFile } from '../../react/test/browser/chromium'

/**
 * It is in the workspace, so that a new project finds its packages without an installation. Git and jest ignore it.
 */
const SITES = join(__dirname, '.sites')
const COMMAND = resolve(__dirname, '../dist/create-webio.js')
const TSC = resolve('node_modules/typescript-native/bin/tsc')

const chromium = chromiumOfFile()
// Two of them are built first, for a visitor of the built site.
jest.setTimeout(400_000)

let folder: string
beforeAll(() => {
  mkdirSync(SITES, { recursive: true })
  folder = mkdtempSync(join(SITES, 'created-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

/** Creates a project with the command. @returns its folder */
function created(template: string): string {
  const site = mkdtempSync(join(folder, `${template}-`))
  execFileSync(process.execPath, [COMMAND, site, '--template', template, '--no-install'])
  return site
}

/** A program of a package, resolved from the workspace. */
function program(name: string, file: string): string {
  const require = createRequire(resolve('packages/create-webio/package.json'))
  return join(require.resolve(`${name}/package.json`), '..', file)
}

const run = (cwd: string, ...args: string[]): string =>
  execFileSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })

/** Plans a run in the page, and changes the plan. */
async function planRun(url: string): Promise<void> {
  const page = await chromium.open(url)
  await page.getByLabel('Your name').fill('Ada')
  await page.getByLabel('Kilometers').fill('10')
  await page.getByRole('button', { name: 'Submit' }).click()
  await page.getByRole('cell', { name: '60', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Slower' }).click()
  await page.getByRole('cell', { name: '72', exact: true }).waitFor()
  // Its server ends next.
  await chromium.leave()
}

it('standalone: passes its type check and runs', async () => {
  const site = created('standalone')
  run(site, TSC)
  await using server = TestProcess.webio(site, ['app.ts', '--port', '0'])
  await planRun(await server.url())
})

it('vite: passes its type check, and runs in development and built', async () => {
  const site = created('vite')
  run(site, TSC)
  await using tasks = TestProcess.webio(site, ['webio.ts', '--port', '0'])
  const env = { TASKS: await tasks.url(), NO_COLOR: '1' }
  await using dev = TestProcess.node(site, [program('vite', 'bin/vite.js'), '--port', '0'], env)
  const [, inDevelopment = ''] = await dev.says(/Local:\s+(http:\S+)/)
  await planRun(inDevelopment)
  run(site, program('vite', 'bin/vite.js'), 'build')
  const tsx = program('tsx', 'dist/cli.mjs')
  await using server = TestProcess.node(site, [tsx, 'server.ts'], { PORT: '0' })
  const [, built = ''] = await server.says(/The site is at (http:\S+)/)
  await planRun(built)
})

it('next: passes its type check, and runs built', async () => {
  const site = created('next')
  const next = program('next', 'dist/bin/next')
  run(site, next, 'build')
  run(site, TSC)
  await using server = TestProcess.node(site, [next, 'start', '--port', '0'])
  const [, url = ''] = await server.says(/Local:\s+(http:\S+)[^]*Ready in/)
  await planRun(url)
})
