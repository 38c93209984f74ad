/** One entry of a scope stack. A list linked towards ROOT, so that entering never disturbs another branch of the task. */
export interface ScopeFrame {
  readonly name: string
  /** Which entering this is: kept when the list around it is made anew. */
  readonly entry: symbol
  readonly outer: ScopeFrame | null
}

/** The bottom of every scope stack. */
export const ROOT_FRAME: ScopeFrame = { name: 'ROOT', entry: Symbol('ROOT'), outer: null }

/** A scope stack with `name` on top. */
export function pushed(outer: ScopeFrame, name: string): ScopeFrame {
  return { name, entry: Symbol(name), outer }
}

/** A scope stack without the entering that `entry` stands for, wherever it is; the same one where it is not there. */
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
