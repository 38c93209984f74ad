import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions } from '../arguments'
import { liveContext } from '../live-context'

/** Options of `go_app`. */
export interface GoAppOptions {
  /** Opens a new window (tab). Otherwise this page navigates there, and the browser's back button returns. @default true */
  new_window?: boolean
}

const GO_APP_RULES = { new_window: 'boolean' } as const satisfies OptionRules

/**
 * Opens another application of the same handler: the stand-alone page, with the same address but for `app`. Going back finds this session if
 * it still lives (`reconnect_timeout`). A browser may block a new window where no click of the person led to it; `onError` of the embedding
 * page is told.
 *
 * @param name of the application
 */
export function go_app(name: string, options?: GoAppOptions): void {
  const { session } = liveContext('go_app')
  checkArgument('go_app', 'name', name, 'string')
  const { new_window = true } = checkOptions('go_app', options, GO_APP_RULES)
  session.view.command({ type: 'app-open', app: name, new_window })
}
