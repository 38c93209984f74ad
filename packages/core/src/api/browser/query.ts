import type { Json } from '../../protocol/json'
import { checkArgument } from '../arguments'
import { liveContext } from '../live-context'

/**
 * A parameter of the page's address, such as `x` of `?x=1`; on a page that embeds the application, one of `<WebIOApp params>`. It is always a text;
 * the task's argument has the original values.
 * @returns null if the parameter does not exist
 */
export function get_query(name: string): string | null {
  const { session } = liveContext('get_query')
  checkArgument('get_query', 'name', name, 'string')
  const value = Object.hasOwn(session.params, name) ? session.params[name] : undefined
  return value === undefined ? null : asText(value)
}

/** All parameters of the page's address by name, as `get_query` returns them. */
export function get_all_query(): Record<string, string> {
  const { session } = liveContext('get_all_query')
  return Object.fromEntries(
    Object.entries(session.params).map(([name, value]) => [name, asText(value ?? null)]),
  )
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
