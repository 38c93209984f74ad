import type { Applications, TaskFunction } from '@webio/core/server'
import { WebIOConfigError } from '../messages'
import type { WebIORouteOptions } from './route-options'

/** The applications and options of a user's module. */
export interface ModuleContents {
  readonly applications: Record<string, TaskFunction>
  readonly options: WebIORouteOptions
}

/**
 * Reads the applications and options of a module: every exported function is an application with its name, the default export is `index`, and
 * `options` holds the options of `createWebIOHandler`. Other exports are ignored.
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
        `${file} exports an application named index and a default export, which is also the application index. Rename one of them.`,
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

/** The names of the applications. */
export function namesOf(applications: Applications): string[] {
  if (typeof applications === 'function') return ['index']
  return Array.isArray(applications)
    ? applications.map((app: TaskFunction) => app.name)
    : Object.keys(applications)
}

const isTask = (value: unknown): value is TaskFunction =>
  typeof value === 'function' && !Function.prototype.toString.call(value).startsWith('class ')

const describe = (value: unknown): string => (value === null ? 'null' : `a ${typeof value}`)
