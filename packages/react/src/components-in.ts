import { isValidElement } from 'react'
import { reportProblem } from './report-problem'

/** What has been reported, so that each mistake is reported once and not with each render. */
const reported = new Set<string>()

/** Whether React can draw a value as a component: a function, or the result of `memo`, `forwardRef` or `lazy`. */
export function isComponent(value: unknown): boolean {
  return (
    typeof value === 'function' ||
    (typeof value === 'object' && value !== null && '$$typeof' in value && !isValidElement(value))
  )
}

/**
 * The components of a prop that holds components by name. Anything else in it is reported and left out, because React would fail on it, far from the
 * mistake: an element in place of its component, or an import that found nothing.
 * @param prop its name
 */
export function componentsIn<Parts extends object>(prop: string, parts: Parts | null | undefined): Parts {
  const entries = Object.entries(parts ?? {}).filter(([name, part]) => {
    const message = `${prop}.${name} must be a component. It is ignored:`
    if (part === undefined || isComponent(part)) return true
    if (!reported.has(message)) reportProblem(message, part)
    reported.add(message)
    return false
  })
  return Object.fromEntries(entries) as Parts
}
