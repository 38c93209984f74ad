import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'

/** `npm run new:output` and `npm run new:field`, in a copy of the repository. */

const ROOT = path.resolve(__dirname, '../..')
let copy: string

beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'webio-generators-'))
  const listed = ['ls-files', '--cached', '--others', '--exclude-standard']
  const files = execFileSync('git', listed, { cwd: ROOT, encoding: 'utf8' }).trim().split('\n')
  for (const file of files)
    if (existsSync(path.join(ROOT, file))) cpSync(path.join(ROOT, file), path.join(copy, file))
  const packages = readdirSync(path.join(ROOT, 'packages')).map((name) => `packages/${name}`)
  for (const folder of ['.', 'example-next-app', ...packages]) {
    const modules = path.join(ROOT, folder, 'node_modules')
    if (existsSync(modules)) symlinkSync(modules, path.join(copy, folder, 'node_modules'))
  }
})
afterAll(() => rmSync(copy, { recursive: true }))

const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' })

it('create an output and a field that compile, with a failing test on each side', () => {
  expect(run('scripts/new-output.mjs', 'banner')).toMatchObject({ status: 0, stderr: '' })
  expect(run('scripts/new-field.mjs', 'rating')).toMatchObject({ status: 0, stderr: '' })
  for (const name of ['core', 'react'])
    expect(
      run(
        'node_modules/typescript-native/bin/tsc',
        '--project',
        `packages/${name}/tsconfig.src.json`,
        '--noEmit',
      ),
    ).toMatchObject({ stdout: '', status: 0 })
  const { stdout } = run(
    'node_modules/jest/bin/jest.js',
    ...['--json', '--no-cache', '--runInBand', '--selectProjects', 'core', 'react', '--testPathPatterns'],
    ...['api/(banner|rating).test', 'src/(outputs/banner|fields/rating).test'],
  )
  const { testResults } = JSON.parse(stdout) as JestResult
  const problems = testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ title, failureMessages }) => `${title}: ${failureMessages.join('\n')}`),
  )
  expect(problems.sort()).toEqual([
    expect.stringMatching(/^banner is drawn and has an accessible name: .*role "img"/s),
    expect.stringMatching(/^put_banner sends its text and options: .*what is sent/s),
    expect.stringMatching(/^rating asks for a value: .*what is sent/s),
    expect.stringMatching(/^rating is drawn, labeled and sent: .*role "radiogroup"/s),
  ])
}, 120_000)

it.each(['scripts/new-output.mjs', 'scripts/new-field.mjs'])(
  '%s reports which names it accepts',
  (script) => {
    expect(run(script, 'Star-Rating')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('give the name in lower-case letters and digits'),
    })
  },
)

interface JestResult {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}
