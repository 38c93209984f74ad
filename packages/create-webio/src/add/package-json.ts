import type { PackageJson } from './site'

/** What a site needs: packages, and scripts by name. */
export interface Additions {
  readonly dependencies: Readonly<Record<string, string>>
  readonly scripts: Readonly<Record<string, string>>
}

/**
 * Adds dependencies and scripts to the text of a package.json, in its indentation. Existing entries stay.
 * @returns the new text, and the scripts with the same names that do something else
 */
export function addToPackageJson(
  text: string,
  { dependencies, scripts }: Additions,
): { text: string; taken: string[] } {
  const content = JSON.parse(text) as PackageJson
  const all = { ...content.dependencies, ...content.devDependencies }
  const missing = Object.entries(dependencies).filter(([name]) => !(name in all))
  const taken = Object.keys(scripts).filter(
    (name) => content.scripts?.[name] !== undefined && content.scripts[name] !== scripts[name],
  )
  const changed = {
    ...content,
    scripts: { ...scripts, ...content.scripts },
    dependencies: sorted({ ...content.dependencies, ...Object.fromEntries(missing) }),
  }
  const indentation = /^([ \t]+)"/m.exec(text)?.[1] ?? '  '
  return { text: `${JSON.stringify(changed, null, indentation)}\n`, taken }
}

const sorted = (record: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
