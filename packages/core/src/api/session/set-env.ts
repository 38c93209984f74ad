import type { PageEnv } from '../../protocol/commands'
import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions } from '../arguments'
import { liveContext } from '../live-context'

/** Settings of the page. */
export interface EnvOptions {
  /** Title of the stand-alone page. An embedded session leaves the document's title alone. */
  title?: string
}

const ENV_RULES = { title: 'string' } as const satisfies OptionRules

/**
 * Changes settings of this session's page, at once.
 * @throws TypeError for an unknown setting
 */
export function set_env(env: EnvOptions): void {
  const { session } = liveContext('set_env')
  checkArgument('set_env', 'env', env, 'object')
  const set: PageEnv = checkOptions('set_env', env, ENV_RULES)
  session.command({ type: 'env-set', set })
}
