import type { TaskFunction } from '../../engine/tasks/applications'
import { configOf } from './app-config'
import type { AuthorizeRequest, Verdict } from './authorize'
import { judge } from './authorize'
import type { Settings } from './options'

/** The applications of a handler. */
export interface ApplicationSource {
  readonly applications: () => ReadonlyMap<string, TaskFunction>
  /**
   * Loads the applications from a module that is not loaded yet. This happens at the first authorized request. Rejects with whatever the module
   * throws.
   * @param anew reloads the module even if it has not changed
   */
  readonly load?: (anew: boolean) => Promise<void>
}

/**
 * Decides who may use an application, with the function from `config` or else from the server's options. Before a module is loaded, the server's
 * `authorize` is called.
 * @param name the application's name; undefined for the list of applications
 */
export async function admit(
  request: AuthorizeRequest,
  name: string | undefined,
  { applications, load }: ApplicationSource,
  settings: Settings,
  anew = false,
): Promise<Verdict> {
  const ownOf = () => configOf(name === undefined ? undefined : applications().get(name)).authorize
  if (!load) return judge(ownOf() ?? settings.authorize, request, settings)
  const verdict = await judge(settings.authorize, request, settings)
  if (!verdict.allowed) return verdict
  await load(anew)
  const own = ownOf()
  return own ? judge(own, request, settings) : verdict
}
