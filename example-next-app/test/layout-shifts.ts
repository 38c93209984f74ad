import type { Page } from 'playwright-core'

/** A move of elements that were shown already, as Chromium reports it. */
interface Shift {
  readonly sources: readonly { readonly node: Node | null }[]
}

type ShiftWindow = { readonly shifts: readonly string[] }

/**
 * Watches, from the next navigation on, for elements that move. What a running example shows may move inside its box.
 *
 * @returns a function that returns the names of the elements that have moved
 */
export async function watchShifts(
  page: Page,
): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const shifts: string[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const { sources } of list.getEntries() as unknown as Shift[])
        for (const { node } of sources)
          if (!node?.parentElement?.closest('.live'))
            shifts.push(node?.nodeName ?? 'a removed node')
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return () => page.evaluate(() => (window as unknown as ShiftWindow).shifts)
}
