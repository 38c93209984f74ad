import type { TaskFunction } from '../../engine/tasks/applications'
import { configOf } from './app-config'
import type { AuthorizeRequest, Verdict } from './authorize'
import { judge } from './authorize'
import type { Settings } from './options'

/** The applications of a handler. */
export interface ApplicationSource {
  readonly applications: () => ReadonlyMap<string, TaskFunction>
  /**
   * Has the applications come, if a module that is not loaded yet has them: not before somebody who may use them asks. Rejects with what
   * the module throws.
   * @param anew loads the module again, whether it has changed or not
   */
  readonly load?: (anew: boolean) => Promise<void>
}

/**
 * Asks who may use an application: what `config` says of it, else what the server's options say. Where a module is to be loaded first, the
 * server's `authorize` is asked before that.
 * @param name of the application; undefined for the list of them
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
