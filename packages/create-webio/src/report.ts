import { relative, resolve } from 'node:path'
import process from 'node:process'
import type { Template } from './arguments'
import type { Added } from './add/add-to-site'
import type { PackageManager } from './package-manager'
import { runCommand } from './package-manager'

/** The URL of a template's development server. */
const ADDRESS: Readonly<Record<Template, string>> = {
  standalone: 'http://localhost:8080',
  next: 'http://localhost:3000',
  vite: 'http://localhost:5173',
}

const cd = (folder: string): string[] => {
  const path = relative(process.cwd(), resolve(folder))
  return path === '' ? [] : [`cd ${/\s/.test(path) ? JSON.stringify(path) : path}`]
}

/** The next steps in a new project, one command on each line. */
export const nextCommands = (
  folder: string,
  { packageManager, isInstalled }: { packageManager: PackageManager; isInstalled: boolean },
): string[] => [
  ...cd(folder),
  ...(isInstalled ? [] : [`${packageManager} install`]),
  runCommand(packageManager, 'dev'),
]

export const createdMessage = (template: Template, commands: readonly string[]): string =>
  `Next:\n\n${commands.map((line) => `  ${line}`).join('\n')}\n\nThen open ${ADDRESS[template]}`

/** What `--add` has done, what is left to do by hand, and how to see the example. */
export function addedMessage(
  { kind, created, changed, byHand }: Added,
  folder: string,
  { packageManager, isInstalled }: { packageManager: PackageManager; isInstalled: boolean },
): string {
  const commands = [
    ...cd(folder),
    ...(isInstalled ? [] : [`${packageManager} install`]),
    ...(kind === 'vite' ? [`${runCommand(packageManager, 'webio')}   # in a second terminal`] : []),
    runCommand(packageManager, 'dev'),
  ]
  const see =
    kind === 'next'
      ? 'Then open /webio-example of the site, or the task alone at /webio?app=run'
      : 'Then render <WebIOExample /> of webio-example in a page.'
  return [
    ...created.map((path) => `created ${path}`),
    ...changed.map((path) => `changed ${path}`),
    ...(created.length + changed.length === 0 ? ['Everything is already in place.'] : []),
    ...(byHand.length > 0 ? ['', 'Do this by hand:', ...byHand.map((one) => `- ${one}`)] : []),
    '',
    'Next:',
    '',
    ...commands.map((line) => `  ${line}`),
    '',
    see,
  ].join('\n')
}
