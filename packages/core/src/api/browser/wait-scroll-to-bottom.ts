import type { OptionRules } from '../arguments'
import { checkOptions } from '../arguments'
import { eval_js } from '../session/scripts'

/** Options of `wait_scroll_to_bottom`. */
export interface ScrollToBottomOptions {
  /** The distance from the end, in pixels, that counts as the end. @default 10 */
  threshold?: number
  /** The maximum number of seconds to wait. @default no limit */
  timeout?: number
}

const SCROLL_RULES = { threshold: 'number', timeout: 'number' } as const satisfies OptionRules

/**
 * Waits until the visitor has scrolled to the end of the page, for endless lists.
 * @returns true, or false if `timeout` has passed. Rejects as `eval_js` does
 * @example for (let page = 0; await wait_scroll_to_bottom(); page++) put_table(await load(page))
 */
export function wait_scroll_to_bottom(options?: ScrollToBottomOptions): Promise<boolean> {
  const { threshold = 10, timeout } = checkOptions('wait_scroll_to_bottom', options, SCROLL_RULES)
  if (timeout !== undefined && timeout <= 0)
    throw new RangeError(`wait_scroll_to_bottom: timeout must be more than 0 seconds, not ${timeout}.`)
  return eval_js<boolean>(
    `new Promise((resolve) => {
       const isThere = () => scrollY + innerHeight >= document.documentElement.scrollHeight - threshold
       const end = (value) => { removeEventListener('scroll', look); clearTimeout(timer); resolve(value) }
       const look = () => { if (isThere()) end(true) }
       const timer = timeout === null ? undefined : setTimeout(end, timeout * 1000, false)
       addEventListener('scroll', look, { passive: true })
       look()
     })`,
    { threshold, timeout: timeout ?? null },
  )
}
