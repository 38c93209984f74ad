import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Template } from '../arguments'
import { CreateError } from '../create-error'
import type { PackageManager } from '../package-manager'
import { runCommand } from '../package-manager'
import { projectName } from '../project-name'
import { filesOf, version } from './templates'

/** What a folder may contain before a project is created in it: what editors, Git and repository hosts put there. */
const HARMLESS = new Set([
  '.git',
  '.github',
  '.gitignore',
  '.idea',
  '.vscode',
  '.DS_Store',
  'LICENSE',
  'README.md',
])

/** A project to be created. */
export interface Project {
  readonly folder: string
  readonly template: Template
  readonly packageManager: PackageManager
}

/**
 * Checks that a project can be created in a folder: it does not exist, or contains nothing that matters.
 * @throws CreateError
 */
export function checkFolder(folder: string): void {
  const path = resolve(folder)
  if (!existsSync(path)) return
  if (!statSync(path).isDirectory())
    throw new CreateError(`${folder} is a file. Name a folder that does not exist yet.`)
  const found = readdirSync(path).filter((name) => !HARMLESS.has(name))
  if (found.length > 0)
    throw new CreateError(
      `${folder} is not empty: it has ${found.slice(0, 5).join(', ')}${found.length > 5 ? ', …' : ''}. ` +
        'Name another folder, or use --add to add WebIO to an existing site.',
    )
}

/**
 * Writes the files of a project. Existing README.md and .gitignore files stay unchanged.
 * @returns the written files, relative to the folder
 * @throws CreateError if the folder is not empty
 */
export function createProject({ folder, template, packageManager }: Project): string[] {
  checkFolder(folder)
  const name = projectName(folder)
  const written: string[] = []
  for (const [path, text] of filesOf(template)) {
    const target = join(folder, path)
    if (existsSync(target)) continue
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, filledIn(path, text, { name, run: runCommand(packageManager) }))
    written.push(path)
  }
  return written
}

function filledIn(path: string, text: string, values: { name: string; run: string }): string {
  if (path === 'package.json') return packageJson(text, values.name)
  return path === 'README.md'
    ? text.replace(/\{\{(name|run)\}\}/g, (_, key: 'name' | 'run') => values[key])
    : text
}

/** Sets the project's name, and the version of our packages to that of this one. */
function packageJson(text: string, name: string): string {
  const content = JSON.parse(text) as { dependencies: Record<string, string> }
  const dependencies = Object.entries(content.dependencies).map(([key, range]) => [
    key,
    key.startsWith('@webio/') ? `^${version}` : range,
  ])
  return `${JSON.stringify({ ...content, name, dependencies: Object.fromEntries(dependencies) }, null, 2)}\n`
}
