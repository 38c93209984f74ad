import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CreateError } from '../create-error'

/** What `--add` needs to know of package.json. */
export interface PackageJson {
  readonly name?: string
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** A site to add WebIO to. */
export interface Site {
  readonly kind: 'next' | 'vite'
  readonly folder: string
  readonly isTypeScript: boolean
  /** The folder of the site's sources, relative to the site's folder: `src/`, or empty. */
  readonly sources: '' | 'src/'
}

/**
 * Determines which kind of site is in a folder.
 * @throws CreateError if there is no site that WebIO can be added to
 */
export function siteIn(folder: string): Site {
  const file = join(folder, 'package.json')
  if (!existsSync(file))
    throw new CreateError(`There is no package.json in ${folder}. Name the folder of the site.`)
  const content = readPackageJson(file)
  const has = (name: string): boolean =>
    [content.dependencies, content.devDependencies].some((all) => all && name in all)
  const isTypeScript = existsSync(join(folder, 'tsconfig.json'))
  const at = (path: string): boolean => existsSync(join(folder, path))
  if (has('next')) {
    if (!at('app') && !at('src/app'))
      throw new CreateError(
        `${folder} has no app folder, and WebIO’s route has to be in one. Create app/ (src/app/ if the site has src/pages/) with a layout, and repeat this.`,
      )
    return { kind: 'next', folder, isTypeScript, sources: at('app') ? '' : 'src/' }
  }
  if (!has('vite')) throw new CreateError(`${file} lists neither next nor vite. --add supports these two.`)
  if (!has('react'))
    throw new CreateError(
      `${file} lists no react. A page without React shows a task with <webio-app>: see docs/hosting.md of WebIO.`,
    )
  return { kind: 'vite', folder, isTypeScript, sources: at('src') ? 'src/' : '' }
}

function readPackageJson(file: string): PackageJson {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as PackageJson
  } catch (error) {
    throw new CreateError(`${file} is not valid JSON: ${(error as Error).message}`)
  }
}
