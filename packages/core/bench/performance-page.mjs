/** Writes the figures of a run into docs/performance.md. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { tableOf } from './report.mjs'

const PAGE = fileURLToPath(new URL('../../../docs/performance.md', import.meta.url))

/**
 * Replaces sections of the page. The section of a name is between `<!-- bench NAME -->` and `<!-- end -->`; other sections stay.
 *
 * @param {ReadonlyMap<string, readonly import('./report.mjs').Row[]>} measured the rows of each name
 * @param {string} machine
 * @throws Error if the page has no section of a name
 */
export async function writePerformancePage(measured, machine) {
  let page = readFileSync(PAGE, 'utf8')
  const day = new Date().toISOString().slice(0, 10)
  for (const [name, rows] of measured) {
    const section = new RegExp(`(<!-- bench ${name} -->\n)[^]*?(<!-- end -->)`)
    if (!section.test(page)) throw new Error(`docs/performance.md has no section <!-- bench ${name} -->.`)
    page = page.replace(
      section,
      (_, begin, end) => `${begin}\n${tableOf(rows)}\n\n${machine}, ${day}\n\n${end}`,
    )
  }
  const options = await resolveConfig(PAGE)
  writeFileSync(PAGE, await format(page, { ...options, parser: 'markdown' }))
}
