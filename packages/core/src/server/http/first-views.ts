import type { PageCode } from '../../state/page-code'
import { pageCodeOf } from '../../state/page-code'
import type { ViewTree } from '../../state/view-tree'

const NONE: ReadonlySet<PageCode> = new Set()

/**
 * What the applications of this process show first. The document of a page names the code that the application's last new session needed, so that
 * the browser need not wait for the session to ask for it.
 */
export class FirstViews {
  readonly #code = new Map<string, ReadonlySet<PageCode>>()

  /** Call it when a page shows the first outputs of a new session. */
  learn(app: string, tree: ViewTree): void {
    this.#code.set(app, pageCodeOf(tree))
  }

  /** The code that the first view of an application is expected to need, beyond that of texts. */
  of(app: string): ReadonlySet<PageCode> {
    return this.#code.get(app) ?? NONE
  }
}
