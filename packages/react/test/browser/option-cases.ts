import type { Locator } from 'playwright-core'
import { use_scope } from '@webio/core'
import type { Chromium } from './chromium'
import type { OneSession } from './one-session'
import { openOneSession } from './one-session'

/** What options of a function make of an output. */
export type OptionCase = readonly [
  option: string,
  /** Shows outputs, in a scope of their own. */
  show: () => unknown,
  /** `box` holds what `show` has shown, and nothing else. */
  see: (box: Locator, session: OneSession) => Promise<unknown>,
]

/** Each case is a test, with a page of its own. */
export function testOptions(chromium: Chromium, cases: readonly OptionCase[]): void {
  it.each(cases)('%s', async (_option, show, see) => {
    await using session = await openOneSession(chromium)
    await session.step(() => use_scope('options', show))
    await see(session.page.locator('[data-webio-scope="options"]'), session)
  })
}

/** A browser's value of a CSS property, of the element itself. */
export function css(element: Locator, property: string): Promise<string> {
  return element.evaluate((one, name) => getComputedStyle(one).getPropertyValue(name), property)
}

/** Where an element lies, in whole pixels from the corner of another one. */
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
