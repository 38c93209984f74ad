import { stableJson } from './stable-json'

/** What a host page says about where a task is, and its parameters. In JavaScript, or with a missing setting, it can be anything. */
export interface Setup {
  readonly endpoint?: unknown
  readonly task?: unknown
  readonly session?: unknown
  readonly params?: unknown
}

/** Why a session cannot start, and what to do; null if it can. */
export function setupProblem(setup: Setup): string | null {
  const { endpoint, task, session } = setup
  if (typeof session === 'object' && session !== null) return null
  if ((endpoint === undefined) === (task === undefined))
    return 'this component has no endpoint yet. Give it endpoint, task or session, and only one of them.'
  if (task === undefined ? !isAddress(endpoint) : typeof task !== 'function')
    return `${task === undefined ? `endpoint must be a path or an http URL, not ${String(endpoint) || "''"}` : 'task must be a function'}. Is a setting missing?`
  return hasParams(setup) ? null : 'params must be an object of JSON values.'
}

/** Whether a value is a path, or a URL of a server. */
function isAddress(value: unknown): boolean {
  try {
    // Only paths need the base, and any base does.
    return value !== '' && typeof value === 'string' && /^http/.test(new URL(value, 'http://a').protocol)
  } catch {
    return false
  }
}

/** Whether the parameters, if any, are an object that has JSON: no BigInt, and no object inside itself. */
export function hasParams({ params }: Setup): boolean {
  try {
    return (params ?? null) === null || /^{/.test(stableJson(params))
  } catch {
    return false
  }
}
