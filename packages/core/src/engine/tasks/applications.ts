import type { JsonObject } from '../../protocol/json'

/**
 * The function that a session runs: `async function main(params) { … }`. `params` are the JSON parameters of the embedding page, or the query string
 * of the stand-alone page. Its result, if it is JSON, reaches `onClose` of the page.
 */
export type TaskFunction = (params: TaskParams) => unknown

/** The parameters of a task, by name. They come from the page: never trust them. */
export type TaskParams = JsonObject

/** One application; several by their function's names; or several by key. */
export type Applications =
  TaskFunction | readonly TaskFunction[] | { readonly [name: string]: TaskFunction | undefined }

/** The name of the default application. */
export const INDEX_APP = 'index'

/**
 * Names every application.
 * @param caller the function that received them, for the message
 * @throws TypeError if one is not a function or has no name, or two have the same name
 */
export function namedApplications(applications: Applications, caller: string): Map<string, TaskFunction> {
  if (typeof applications === 'function') return new Map([[INDEX_APP, applications]])
  const entries: [string, unknown][] = Array.isArray(applications)
    ? (applications as unknown[]).map((app) => [nameOf(app), app])
    : Object.entries(applications ?? {})
  const named = new Map<string, TaskFunction>()
  for (const [name, app] of entries) {
    if (typeof app !== 'function') {
      throw new TypeError(
        `${caller}: the application ${JSON.stringify(name)} must be a function, not ${describe(app)}.`,
      )
    }
    if (name === '') {
      throw new TypeError(
        `${caller}: an application in an array needs a name. Give it one, or use { name: function }.`,
      )
    }
    if (named.has(name)) {
      throw new TypeError(
        `${caller}: two applications are named ${JSON.stringify(name)}. Use { name: function }.`,
      )
    }
    named.set(name, app as TaskFunction)
  }
  if (named.size === 0) throw new TypeError(`${caller}: give it at least one application (a function).`)
  return named
}

function nameOf(app: unknown): string {
  return typeof app === 'function' ? app.name : ''
}

function describe(value: unknown): string {
  return value === null ? 'null' : `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}`
}
