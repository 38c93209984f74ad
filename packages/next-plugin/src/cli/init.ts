import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { checkedRoute } from '../config/merge-next-config'
import { findAppDir, importPath, removeRouteFile, routeExtension, SEGMENT } from '../config/route-file'
import { WebIOConfigError } from '../messages'

/** Options of `webio-next init`. */
export interface InitOptions {
  /** The module with the tasks, relative to `dir`. */
  readonly app: string
  readonly route: string
  /** The site's folder. */
  readonly dir: string
}

/**
 * Writes a route that belongs to the site, for a site that wants no generated files.
 * @returns what was done and what is left to do, as lines
 * @throws WebIOConfigError if there is no app directory, or a route already
 */
export function init({ app, route: wanted, dir: folder }: InitOptions): string[] {
  const dir = resolve(folder)
  const route = checkedRoute(wanted)
  const appDir = findAppDir(dir)
  if (!appDir)
    throw new WebIOConfigError(`there is no app directory in ${dir}. Create app/ or src/app/, or give --dir.`)
  const file = join(appDir, ...route.split('/'), SEGMENT, `route.${routeExtension({ app })}`)
  if (existsSync(dirname(file))) throw new WebIOConfigError(`there is a route at ${dirname(file)} already.`)
  const module = resolve(dir, app)
  const lines: string[] = []
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    lines.push(`wrote ${relative(dir, path)}`)
  }
  // Two routes for one path do not compile.
  removeRouteFile(dir)
  if (!existsSync(module)) write(module, SAMPLE)
  write(file, routeSource(importPath(dirname(file), module), app))
  const options = route === '/webio' ? '' : `, { route: '${route}' }`
  return [
    ...lines,
    '',
    'In next.config, without the option app:',
    '',
    `  export default withWebIO(nextConfig${options})`,
    '',
    `Then open ${route} of the site.`,
  ]
}

const SAMPLE = `import { input, put_text } from '@webio/core'

/** Every exported function is an application. */
export async function hello() {
  put_text('Hello', await input('What is your name?'))
}
`

const routeSource = (specifier: string, app: string): string => `import * as applications from '${specifier}'
import { createWebIOHandlerFromModule } from '@webio/next-plugin/server'

export const { GET, POST } = createWebIOHandlerFromModule(applications, '${app}')
`
