/** One entry of a scope stack. A list linked towards ROOT, so that entering a scope never affects another branch of the task. */
export interface ScopeFrame {
  readonly name: string
  /** The identity of this entry, which stays when the list around it is rebuilt. */
  readonly entry: symbol
  readonly outer: ScopeFrame | null
}

/** The bottom of every scope stack. */
export const ROOT_FRAME: ScopeFrame = { name: 'ROOT', entry: Symbol('ROOT'), outer: null }

/** A scope stack with `name` on top. */
export function pushed(outer: ScopeFrame, name: string): ScopeFrame {
  return { name, entry: Symbol(name), outer }
}

/** A scope stack without `entry`, at any position; the same stack if it does not contain `entry`. */
export function without(top: ScopeFrame, entry: symbol): ScopeFrame {
  if (!top.outer) return top
  if (top.entry === entry) return top.outer
  const outer = without(top.outer, entry)
  return outer === top.outer ? top : { ...top, outer }
}

/** The names on a scope stack, ROOT first. */
export function scopeNames(frame: ScopeFrame): string[] {
  const names: string[] = []
  for (let at: ScopeFrame | null = frame; at; at = at.outer) names.push(at.name)
  return names.reverse()
}
