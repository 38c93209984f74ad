import type { Locator } from 'playwright-core'
import { use_scope } from '@webio/core'
import type { Chromium } from './chromium'
import type { OneSession } from './one-session'
import { openOneSession } from './one-session'

/** The effect of a function's options on an output. */
export type OptionCase = readonly [
  option: string,
  /** Shows outputs, in a separate scope. */
  show: () => unknown,
  /** `box` contains only the outputs of `show`. */
  see: (box: Locator, session: OneSession) => Promise<unknown>,
]

/** Runs each case as a test, with its own page. */
export function testOptions(chromium: Chromium, cases: readonly OptionCase[]): void {
  it.each(cases)('%s', async (_option, show, see) => {
    await using session = await openOneSession(chromium)
    await session.step(() => use_scope('options', show))
    await see(session.page.locator('[data-webio-scope="options"]'), session)
  })
}

/** The computed value of a CSS property of the element itself. */
export function css(element: Locator, property: string): Promise<string> {
  return element.evaluate((one, name) => getComputedStyle(one).getPropertyValue(name), property)
}

/** The position of an element, in whole pixels from the corner of another one. */
export async function placeIn(
  outer: Locator,
  inner: Locator,
): Promise<readonly [x: number, y: number, width: number, height: number]> {
  const [from, box] = [await outer.boundingBox(), await inner.boundingBox()]
  if (!from || !box) throw new Error('It does not show.')
  return [
    Math.round(box.x - from.x),
    Math.round(box.y - from.y),
    Math.round(box.width),
    Math.round(box.height),
  ]
}
