import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions } from '../arguments'
import { liveContext } from '../live-context'
import { restartSession } from './restart'

/** Options of `go_app`. */
export interface GoAppOptions {
  /** Opens a new window (tab). Otherwise this page navigates there, and the browser's back button returns. @default true */
  new_window?: boolean
}

const GO_APP_RULES = { new_window: 'boolean' } as const satisfies OptionRules

/**
 * Opens an application of the same handler: the stand-alone page, with the same address except for `app`. Going back finds this session if
 * it still lives (`reconnect_timeout`). In the same window, the session's own application starts again, as with `restart`. A browser may block a new
 * window if no click led to it; `onError` of the embedding page is then called.
 *
 * @param name name of the application
 * @throws TypeError for a name that is not a text
 * @example put_button('Report', () => go_app('report', { new_window: false }))
 */
export function go_app(name: string, options?: GoAppOptions): void {
  const { session } = liveContext('go_app')
  checkArgument('go_app', 'name', name, 'string')
  const { new_window = true } = checkOptions('go_app', options, GO_APP_RULES)
  if (name === session.app && !new_window) return restartSession(session)
  session.view.command({ type: 'app-open', app: name, new_window })
}
