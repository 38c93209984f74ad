import type { Applications, TaskFunction } from '@webio/core/server'
import { WebIOConfigError } from '../messages'
import type { WebIORouteOptions } from './route-options'

/** What the exports of a user's module mean. */
export interface ModuleContents {
  readonly applications: Record<string, TaskFunction>
  readonly options: WebIORouteOptions
}

/**
 * Reads applications and options out of a module: every exported function is an application of its name, the default export is `index`,
 * `options` are those of `createWebIOHandler`. Other exports are the module's own business.
 * @param file the module's name, for messages
 */
export function contentsOfModule(exports: Readonly<Record<string, unknown>>, file: string): ModuleContents {
  const { default: index, options = {}, ...rest } = exports
  const applications: Record<string, TaskFunction> = {}
  for (const [name, value] of Object.entries(rest)) {
    if (isTask(value)) applications[name] = value
  }
  if (index !== undefined) {
    if (!isTask(index)) {
      throw new WebIOConfigError(
        `the default export of ${file} must be a task, async function () { … }, not ${describe(index)}.`,
      )
    }
    if (applications.index) {
      throw new WebIOConfigError(
        `${file} exports an application named index and a default, which is the application index, too. Rename one.`,
      )
    }
    applications.index = index
  }
  if (typeof options !== 'object' || options === null) {
    throw new WebIOConfigError(
      `the export options of ${file} must be an object such as { authorize }, not ${describe(options)}.`,
    )
  }
  if (Object.keys(applications).length === 0) {
    throw new WebIOConfigError(
      `${file} exports no application. Export a function: export async function main() { … }.`,
    )
  }
  return { applications, options }
}

/** The names under which the applications can be reached. */
export function namesOf(applications: Applications): string[] {
  if (typeof applications === 'function') return ['index']
  return Array.isArray(applications)
    ? applications.map((app: TaskFunction) => app.name)
    : Object.keys(applications)
}

const isTask = (value: unknown): value is TaskFunction =>
  typeof value === 'function' && !Function.prototype.toString.call(value).startsWith('class ')

const describe = (value: unknown): string => (value === null ? 'null' : `a ${typeof value}`)
