import type { ViewTree } from '../../state/view-tree'

/** Which code of the stand-alone page a view needs, beyond that of texts. */
export interface PageNeeds {
  /** Whether it shows anything but texts. */
  readonly outputs: boolean
  /** Whether it asks: a form, or a field among the outputs. */
  readonly fields: boolean
}

const NONE: PageNeeds = { outputs: false, fields: false }

/** Of a large view, this number of outputs is looked at. */
const MAX_NODES = 500

/**
 * What the applications of this process show first. The document of a page names the code that the application's last new session needed, so that
 * the browser need not wait for the session to ask for it.
 */
export class FirstViews {
  readonly #needs = new Map<string, PageNeeds>()

  /** Call it when a page shows the first outputs of a new session. */
  learn(app: string, tree: ViewTree): void {
    this.#needs.set(app, needsOf(tree))
  }

  /** What the first view of an application is expected to need. */
  of(app: string): PageNeeds {
    return this.#needs.get(app) ?? NONE
  }
}

function needsOf({ forms, nodes }: ViewTree): PageNeeds {
  const needs = { outputs: false, fields: forms.size > 0 }
  let left = MAX_NODES
  for (const { spec } of nodes.values()) {
    if (left-- === 0) break
    if (spec.type === 'pin') needs.fields = true
    // The types whose code is part of every page: `AT_ONCE` of @webio/react.
    if (spec.type !== 'text' && spec.type !== 'scope') needs.outputs = true
  }
  return needs
}
