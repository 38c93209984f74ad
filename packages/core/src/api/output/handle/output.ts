import type { OptionRules } from '../../arguments'
import type { ScopeRef } from '../../scope-ref'

/** Where an output goes. Every `put_xxx` takes these among its options. */
export interface OutputOptions {
  /** Name of a scope, or index into the scope stack: 0 is ROOT, -1 the current scope, -2 the one around it. @default the current scope */
  scope?: ScopeRef
  /**
   * Place in the scope: 0 first, -1 last, k before the child with index k, -k behind the child with index -k from the end. Out of
   * range, nothing is shown.
   * @default -1
   */
  position?: number
  /**
   * From PyWebIO's oldest guide. Gives the output an anchor's name; where there is an anchor of that name, the output takes its place and
   * `before` and `after` do not count.
   */
  anchor?: string
  /** Shows it before the anchor of this name; nothing where there is none. */
  before?: string
  /** Shows it behind the anchor of this name; nothing where there is none. */
  after?: string
  /** CSS classes of its outermost element, for a style sheet of yours: several are parted by blanks. */
  class_name?: string
}

/** The rules of `OutputOptions`, to be spread into those of a function. */
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
 * What every `put_xxx()` gives: a handle on what it shows. It is sent when the current synchronous run ends, unless another output takes
 * it as content before.
 */
export interface Output {
  /** Adds CSS declarations to the outermost element. Before sending part of it, afterwards an update of the page. */
  style(css: string): this
  /** Calls back when the element is clicked. Several callbacks run in order. */
  onclick(callback: () => unknown): this
  /** Sends it now, instead of at the end of the synchronous run. */
  show(): this
  /** Containers only: runs `body` with the container as the current scope; gives back what `body` returns. */
  enter<T>(body: (scope: string) => T): T
  /** Containers only: makes the container the current scope until `dispose()`, or the end of the block with `using`. */
  enter(): EnteredScope
  /** Changes what the function was given, in place. Keys are the names of the function's parameters and options. */
  update(fields: { readonly [parameter: string]: unknown }): this
  /** Takes it off the page. */
  remove(): void
}
