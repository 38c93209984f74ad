import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Frame, Page } from 'playwright-core'

// The version of jest-axe: older ones are installed too.
const AXE = readFileSync(
  require.resolve('axe-core/axe.min.js', { paths: [dirname(require.resolve('jest-axe'))] }),
  'utf8',
)

/**
 * Whether a page has a heading is up to its author. axe is not used in frames, because it would write to them. All rules run on all elements,
 * but only violations are described: a page passes in thousands of places, and nobody reads their selectors. No enabled rule needs the text of
 * the style sheets.
 */
const OPTIONS = {
  iframes: false,
  resultTypes: ['violations'],
  preload: { assets: ['media'] },
  rules: { 'page-has-heading-one': { enabled: false } },
}

interface Axe {
  run(
    root: Document,
    options: typeof OPTIONS,
  ): Promise<{
    violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[]
  }>
}

/** The findings of axe, as `rule: element`. */
export async function findings(page: Page | Frame): Promise<string[]> {
  // To send it costs more than most of its rules.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  const { violations } = await page.evaluate(
    (options) => (window as unknown as { axe: Axe }).axe.run(document, options),
    OPTIONS,
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`),
  )
}

/** Fails if axe finds anything. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await findings(page)).toEqual([])
}
