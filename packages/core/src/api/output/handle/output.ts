import type { OptionRules } from '../../arguments'
import type { ScopeRef } from '../../scope-ref'

/** The place and classes of an output. Every `put_xxx` accepts these options. */
export interface OutputOptions {
  /** Name of a scope, or index into the scope stack: 0 is ROOT, -1 the current scope, -2 the surrounding one. @default the current scope */
  scope?: ScopeRef
  /**
   * Place in the scope: 0 first, -1 last, k before the child with index k, -k after the child with index -k from the end. If it is out of range,
   * nothing is shown.
   * @default -1
   */
  position?: number
  /**
   * From PyWebIO's oldest guide. Gives the output an anchor's name. If the anchor already exists, the output replaces it, and `before` and `after`
   * are ignored.
   */
  anchor?: string
  /** Shows it before the anchor with this name. If the anchor does not exist, nothing is shown. */
  before?: string
  /** Shows it after the anchor with this name. If the anchor does not exist, nothing is shown. */
  after?: string
  /** CSS classes of its outermost element, for your own style sheet. Separate several classes with spaces. */
  class_name?: string
}

/** The rules of `OutputOptions`. Spread them into the rules of a function. */
export const OUTPUT_OPTION_RULES = {
  scope: 'scope',
  position: 'integer',
  anchor: 'string',
  before: 'string',
  after: 'string',
  class_name: 'string',
} as const satisfies OptionRules

/** Ends what `enter()` or `use_scope()` began, at the end of a `using` block or by `dispose()`. */
export interface EnteredScope {
  /** The scope's name. */
  readonly scope: string
  dispose(): void
  [Symbol.dispose](): void
}

/**
 * The result of every `put_xxx()`: a handle on the output. The output is sent when the current synchronous run ends, unless another output takes it
 * as content before.
 */
export interface Output {
  /** Adds CSS declarations to the outermost element. After sending, this updates the page. */
  style(css: string): this
  /** Calls `callback` when the element is clicked. Several callbacks run in order. */
  onclick(callback: () => unknown): this
  /** Sends it now, instead of at the end of the synchronous run. */
  show(): this
  /** Containers only: runs `body` with the container as the current scope, and returns the result of `body`. */
  enter<T>(body: (scope: string) => T): T
  /** Containers only: makes the container the current scope until `dispose()`, or the end of the block with `using`. */
  enter(): EnteredScope
  /** Changes the output in place. Keys are the names of the function's parameters and options. */
  update(fields: { readonly [parameter: string]: unknown }): this
  /** Removes it from the page. */
  remove(): void
}
