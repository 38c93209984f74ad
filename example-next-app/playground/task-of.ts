import * as core from '@webio/core'
import type { TaskFunction } from '@webio/core'
import { transform } from 'sucrase'
import { guardLoops, loopCheck } from './guard-loops'

/** What a program of the playground can import. */
const MODULES: Readonly<Record<string, unknown>> = { '@webio/core': core }

/** The name by which loops call their check. */
const CHECK = '$checkLoop'

type RunProgram = (
  require: typeof load,
  exports: Record<string, unknown>,
  check: () => void,
) => void

function load(name: string): unknown {
  if (!Object.hasOwn(MODULES, name))
    throw new Error(
      `The playground has only @webio/core, not ${name}: programs run in the browser here.`,
    )
  return MODULES[name]
}

/**
 * The task of a program in TypeScript: the function `main` that it exports, its default export, or the only function that it exports.
 * @throws what the program throws when it is loaded; an `Error` if it cannot be parsed, imports something else, or exports no task
 */
export function taskOf(program: string): TaskFunction {
  const { code } = transform(program, {
    transforms: ['typescript', 'imports'],
    disableESTransforms: true,
  })
  const exported: Record<string, unknown> = {}
  const run = new Function(
    'require',
    'exports',
    CHECK,
    guardLoops(code, CHECK),
  ) as RunProgram
  run(load, exported, loopCheck())
  const functions = Object.values(exported).filter(
    (value) => typeof value === 'function',
  )
  const only = functions.length === 1 ? functions[0] : undefined
  const task = exported['main'] ?? exported['default'] ?? only
  if (typeof task !== 'function')
    throw new Error('Export the task: export async function main() { … }')
  return task as TaskFunction
}
