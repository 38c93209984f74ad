import type { OptionRules } from '../arguments'
import { checkOptions } from '../arguments'
import { eval_js } from '../session/scripts'

/** What `wait_scroll_to_bottom` takes. */
export interface ScrollToBottomOptions {
  /** Pixels above the end that count as being there. @default 10 */
  threshold?: number
  /** Seconds to wait. @default as long as it takes */
  timeout?: number
}

const SCROLL_RULES = { threshold: 'number', timeout: 'number' } as const satisfies OptionRules

/**
 * Waits until the visitor has scrolled to the end of the page: for lists without an end.
 * @returns true; false if `timeout` has passed before. Rejects as `eval_js` does
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
