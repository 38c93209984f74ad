import { folderWith, TestProcess } from './webio-process'

// Each row starts a process, and the machine may be busy.
jest.setTimeout(60_000)

const FILES = {
  // It includes nothing, but the file is still checked.
  'tsconfig.json':
    '{ "compilerOptions": { "strict": true, "skipLibCheck": true, "module": "esnext", "moduleResolution": "bundler", "target": "es2022", "types": [] }, "files": [], "include": [] }',
  'good.ts': `import { actions, input, input_group, NUMBER, put_button, put_markdown, select } from '@webio/core'
    export async function main() {
      put_markdown('# A run')
      const { name } = await input_group('Runner', [
        input('Name', { name: 'name', required: true }),
        input('Age', { name: 'age', type: NUMBER }),
        select('Shoes', ['road', 'trail'], { name: 'shoes' }),
      ])
      put_markdown('Hello ' + name)
      put_button('Again', () => {})
      await actions('Done?', ['yes', 'no'])
    }`,
  'forgotten.ts': `import { input, put_text } from '@webio/core'
    export default async () => { input('Name'); put_text('thanks') }`,
  'option.ts': `import { put_table } from '@webio/core'
    export default () => { put_table([{ a: 1 }], { headr: ['a'] } as never) }`,
  'throws.ts': `import { put_text } from '@webio/core'
    export async function first() { put_text('first') }
    export async function second() { throw new Error('no database') }`,
  'slow.ts': `export default () => new Promise(() => {})`,
  'script.ts': `import { put_text } from '@webio/core'; put_text('hi')`,
  'broken.ts': `throw new Error('while loading')`,
  'types.ts': `import { input, put_text } from '@webio/core'
    export default async () => { const age: number = await input('Age').then(() => 'x'); put_text(age) }`,
}

let folder: ReturnType<typeof folderWith>
beforeAll(() => {
  folder = folderWith(FILES)
})
afterAll(() => folder[Symbol.dispose]())

/** The output of `webio check`, and its exit code. */
async function check(...args: string[]): Promise<{ code: number | null; output: string }> {
  await using run = TestProcess.webio(folder.path, ['check', ...args])
  const code = await run.ended()
  return { code, output: run.output }
}

it('prints the page and its forms, and finds no errors', async () => {
  const { code, output } = await check('good.ts')
  expect(output).toContain(`=== index
# A run
[form] Runner
  Name (text, required)
  Age (number)
  Shoes (select) road | trail
---

No mistakes.`)
  expect(code).toBe(0)
})

it('continues with answers, and reports a refused one', async () => {
  const answered = await check('good.ts', '--no-types', '--answers', '[{ "name": "Ada", "shoes": "trail" }]')
  expect(answered.output).toContain('Hello Ada\nAgain\n[form] Done? (actions) [yes] [no]\n---')
  expect(answered.code).toBe(0)
  const refused = await check('good.ts', '--no-types', '--answers', '[{ "name": "" }]')
  expect(refused.output).toMatch(/mistake: the answer \{"name":""\} is refused for name: Please fill out/)
  expect(refused.code).toBe(1)
})

it.each([
  ['forgotten.ts', 'the form "Name" closes unanswered, because its task has ended. Write await before'],
  ['option.ts', 'there is no option "headr". Did you mean "header"?'],
  ['throws.ts', /=== first\nfirst\n---\n\n=== second\n[^]*no database\n\s+at .*throws\.ts:3/],
  ['broken.ts', /broken\.ts cannot be loaded\.\nError: while loading/],
])('names the mistake in %s', async (file, mistake) => {
  const { code, output } = await check(file, '--no-types')
  expect(output).toMatch(mistake)
  expect(output).toMatch(/\n1 mistake\.\n$/)
  expect(code).toBe(1)
})

it('checks types with the installed compiler', async () => {
  const { code, output } = await check('types.ts')
  expect(output).toMatch(/types\.ts\(2,\d+\): error TS2322/)
  expect(code).toBe(1)
})

it('waits for a form no longer than its timeout', async () => {
  const { code, output } = await check('slow.ts', '--no-types', '--timeout', '0.3')
  expect(output).toContain('mistake: it is still working after 0.3 s, and no form is open.')
  expect(code).toBe(1)
})

it('checks one of several applications', async () => {
  expect((await check('throws.ts', '--no-types', '--app', 'first')).code).toBe(0)
})

it.each([
  [['script.ts', '--no-types'], 'script.ts uses the page at its top level.'],
  [['nowhere.ts'], 'there is no file nowhere.ts'],
  [['throws.ts', '--no-types', '--app', 'third'], 'has no application "third". It has first, second.'],
  [['good.ts', '--answers', '{}'], '--answers must be an array'],
  [['good.ts', '--answers', '['], '--answers is not valid JSON'],
  [['good.ts', '--timeout', '-1'], '--timeout'],
  [[], 'name the file to check.'],
])('refuses %j', async (args, message) => {
  const { code, output } = await check(...args)
  expect(output).toContain(message)
  expect(code).toBe(2)
})
