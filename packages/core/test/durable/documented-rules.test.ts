import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import ts from 'typescript'
import * as webio from '../../src/index'
import type { TaskFunction } from '../../src/engine/tasks/applications'
import { open_app } from '../../src/testing/index'

/**
 * The programs of docs/durable.md behave as it says, and programs that break a rule are reported as it says.
 */

const DOCUMENT = readFileSync(join(__dirname, '../../../../docs/durable.md'), 'utf8')

interface Rule {
  readonly n: string
  readonly keeps: string
  readonly breaks: string
  readonly says: string
}

const RULES: Rule[] = DOCUMENT.slice(DOCUMENT.indexOf('## Rules for tasks'), DOCUMENT.indexOf('## New code'))
  .split(/^(?=\*\*\d\. )/m)
  .slice(1)
  .map((text) => ({
    n: text.slice(2, 3),
    keeps: /^```ts keeps\n([\s\S]*?)^```/m.exec(text)?.[1] ?? '',
    breaks: /^```ts breaks\n([\s\S]*?)^```/m.exec(text)?.[1] ?? '',
    says: /^> (.*)$/m.exec(text)?.[1] ?? '',
  }))

/** The task that a program exports. */
function taskOf(program: string): TaskFunction {
  const { outputText } = ts.transpileModule(program, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  })
  const exports: Record<string, TaskFunction> = {}
  const require = (name: string): unknown => {
    expect(name).toBe('@webio/core')
    return webio
  }

  new Function('exports', 'require', outputText)(exports, require)
  return Object.values(exports)[0] as TaskFunction
}

/** Runs a task up to its last form, and then runs `after`, like a server that restarts. Returns the log. */
async function said(before: TaskFunction, after: TaskFunction): Promise<string> {
  let task = before
  await using t = await open_app((params) => task(params), { durable: true })
  const shown = () => [...t.tree.forms.values()].at(-1)?.spec
  while (shown()?.label !== 'Comment') {
    await t.until(() => t.errors.length > 0 || shown() !== undefined, 'a form')
    if (t.errors.length > 0) return String(t.errors[0])
    const form = await t.form()
    if (form.label === 'Comment') break
    const [field] = form.fields
    await t.submit(field?.type === 'actions' ? 'yes' : 'x')
    await t.settle()
  }
  await t.settle()
  task = after
  return await t.restart().then(
    () => '',
    (error: unknown) => String(error),
  )
}

/** The code before a change, for the rule about changes. */
const before = (n: string, program: string): string =>
  n === '6' ? program.replace(/.*await confirm.*/, '') : program

describe.each(RULES)('rule $n', ({ n, keeps, breaks, says }) => {
  it('holds', async () => {
    // The same module, because its state belongs to one process.
    const task = taskOf(keeps)
    expect(await said(n === '6' ? taskOf(before(n, keeps)) : task, task)).toBe('')
  })
  it('is reported as documented if a task breaks it', async () => {
    const task = taskOf(breaks)
    const text = await said(n === '6' ? taskOf(before(n, breaks)) : task, task)
    for (const part of says.split('…')) expect(text).toContain(part)
    expect([n, text === '']).toEqual([n, false])
  })
})

it('the document has all rules', () => {
  expect(RULES.map(({ n }) => n)).toEqual(['1', '2', '3', '4', '5', '6'])
})
