import { parseArgs } from 'node:util'
import { CreateError } from './create-error'
import type { PackageManager } from './package-manager'
import { PACKAGE_MANAGERS } from './package-manager'

/** The kinds of new projects. */
export type Template = 'standalone' | 'next' | 'vite'

export const TEMPLATES: Readonly<Record<Template, string>> = {
  standalone: 'a stand-alone page in one file',
  next: 'a Next.js site with tasks in it',
  vite: 'a Vite and React site with tasks in it',
}

/** The text of `create-webio --help`. */
export const USAGE = `Usage: npm create webio@latest [FOLDER] -- [options]

Creates a WebIO app in a new folder, or adds WebIO to an existing site. In a terminal, it asks for what the options leave open.

  FOLDER           where the app goes; with --add, where the site is (default: the current folder)
  --template NAME  ${Object.entries(TEMPLATES)
    .map(([name, what]) => `${name}: ${what}`)
    .join('\n                   ')}
  --add            adds the config, the route and an example to the Next.js or Vite site in FOLDER. Files that are there
                   are not overwritten; what has to be done by hand is printed
  --pm NAME        ${PACKAGE_MANAGERS.join(', ')} (default: the one that runs this command)
  --no-install     does not install the packages
  --git            makes the new folder a Git repository with a first commit
  --yes, -y        asks nothing: standalone, unless --template says otherwise
  --version, --help
`

/** A parsed command line; what it leaves open is undefined. */
export interface Request {
  readonly folder: string | undefined
  readonly template: Template | undefined
  readonly add: boolean
  readonly packageManager: PackageManager | undefined
  readonly install: boolean | undefined
  readonly git: boolean | undefined
  readonly yes: boolean
}

const OPTIONS = {
  template: { type: 'string', short: 't' },
  add: { type: 'boolean' },
  pm: { type: 'string' },
  install: { type: 'boolean' },
  git: { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

/**
 * Reads a command line.
 * @throws CreateError if an option is unknown, has an invalid value, or contradicts another
 */
export function parseRequest(args: readonly string[]): Request | 'help' | 'version' {
  const { values, positionals } = read(args)
  if (values.help) return 'help'
  if (values.version) return 'version'
  const [folder, ...others] = positionals
  if (others.length > 0)
    throw new CreateError(
      `FOLDER is one folder, not ${positionals.length} (${positionals.join(', ')}). ` +
        'npm passes options on only after a double dash: npm create webio@latest my-app -- --template next',
    )
  if (folder === '') throw new CreateError('FOLDER is empty. Name the folder of the app, or leave it out.')
  if (values.add && values.template !== undefined)
    throw new CreateError('--add detects the kind of site itself. Leave out --template.')
  if (values.add && values.git)
    throw new CreateError('--add does not touch the repository of the site. Leave out --git.')
  return {
    folder,
    template: oneOf('--template', values.template, Object.keys(TEMPLATES) as Template[]),
    add: values.add ?? false,
    packageManager: oneOf('--pm', values.pm, PACKAGE_MANAGERS),
    install: values.install,
    git: values.git,
    yes: values.yes ?? false,
  }
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, allowNegative: true })
  } catch (error) {
    throw new CreateError(`${(error as Error).message}\ncreate-webio --help lists the options.`, {
      cause: error,
    })
  }
}

function oneOf<T extends string>(
  option: string,
  value: string | undefined,
  known: readonly T[],
): T | undefined {
  const found = known.find((one) => one === value)
  if (value !== undefined && found === undefined)
    throw new CreateError(`${option} is one of ${known.join(', ')}, not ${JSON.stringify(value)}.`)
  return found
}
