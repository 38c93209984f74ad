import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Template } from '../arguments'

/** The folder of this package, in the sources and in the build. */
const home = findHome(dirname(fileURLToPath(import.meta.url)))

/** The version of this package, which the other packages share. */
export const version = (JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string })
  .version

const templates = join(home, 'templates')

/** Files that several templates share, with their paths in each. */
const SHARED: Readonly<Record<Template, Readonly<Record<string, string>>>> = {
  standalone: { 'app.ts': 'run.ts' },
  next: { 'webio.ts': 'run.ts', 'app/globals.css': 'style.css' },
  vite: { 'webio.ts': 'run.ts', 'src/style.css': 'style.css' },
}

/** The files of a template: the paths in the project, and the texts. */
export function filesOf(template: Template): Map<string, string> {
  const folder = join(templates, template)
  const own = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [projectPath(relative(folder, file)), readFileSync(file, 'utf8')] as const)
  const shared = Object.entries(SHARED[template]).map(([path, name]) => [path, sharedText(name)] as const)
  return new Map([...own, ...shared].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The first task of every project. It contains no types, so it is also valid JavaScript. */
export const exampleTask = (): string => sharedText('run.ts')

const sharedText = (name: string): string => readFileSync(join(templates, 'shared', name), 'utf8')

/** npm does not pack files named `.gitignore`. */
const projectPath = (path: string): string =>
  path.replaceAll('\\', '/').replace(/(^|\/)_gitignore$/, '$1.gitignore')

function findHome(folder: string): string {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string }
    if (name === 'create-webio') return folder
  } catch {
    // The package's file is further up.
  }
  return findHome(dirname(folder))
}
