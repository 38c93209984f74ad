import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { exampleTask, version } from '../create/templates'
import { addViteProxy, proxyLines } from './add-vite-proxy'
import { nextPage, viteComponent } from './examples'
import { addToPackageJson } from './package-json'
import type { Site } from './site'
import { siteIn } from './site'
import { wrapNextConfig } from './wrap-next-config'

const ROUTE = '/webio'

/** What was done to a site, and what is left to its author. */
export interface Added {
  readonly kind: Site['kind']
  /** New files, relative to the site's folder. */
  readonly created: readonly string[]
  readonly changed: readonly string[]
  /** What has to be done by hand, with the lines to add. */
  readonly byHand: readonly string[]
}

/**
 * Adds WebIO to the Next.js or Vite site in a folder: packages, configuration, a task and an example that shows it. It overwrites no file. It changes
 * a configuration or package.json only by insertions. If it does not understand one, it leaves it unchanged, and the lines to add are in the result.
 * A second run does nothing.
 * @throws CreateError if there is no such site
 */
export function addToSite(folder: string): Added {
  const site = siteIn(folder)
  const steps = new Steps(folder)
  if (site.kind === 'next') addToNext(site, steps)
  else addToVite(site, steps)
  return { kind: site.kind, ...steps }
}

/** Writes files, and records what it did. */
class Steps {
  readonly created: string[] = []
  readonly changed: string[] = []
  readonly byHand: string[] = []
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  read(path: string): string {
    return readFileSync(join(this.#folder, path), 'utf8')
  }

  /** Creates a file. An existing file stays unchanged. */
  create(path: string, text: string): void {
    const target = join(this.#folder, path)
    if (existsSync(target)) return
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, text)
    this.created.push(path)
  }

  /** @param text undefined if the file could not be understood; `'present'` if there is nothing to do */
  change(path: string, text: string | undefined, byHand: string): void {
    if (text === 'present') return
    if (text === undefined) {
      this.byHand.push(`${path}: ${byHand}`)
      return
    }
    if (text === this.read(path)) return
    writeFileSync(join(this.#folder, path), text)
    this.changed.push(path)
  }

  /** The first of the files that exists. */
  find(...paths: string[]): string | undefined {
    return paths.find((path) => existsSync(join(this.#folder, path)))
  }

  /** A file in the folder itself, whatever its extension. */
  config(name: string): string | undefined {
    return readdirSync(this.#folder).find((file) => new RegExp(`^${name}\\.[cm]?[jt]s$`).test(file))
  }

  addPackages(names: readonly string[], scripts: Readonly<Record<string, string>>): void {
    const dependencies = Object.fromEntries(names.map((name) => [name, `^${version}`]))
    const { text, taken } = addToPackageJson(this.read('package.json'), { dependencies, scripts })
    this.change('package.json', text, '')
    for (const name of taken)
      this.byHand.push(
        `package.json has another script "${name}". Add one under another name: "${scripts[name]}"`,
      )
  }
}

function addToNext({ isTypeScript, sources }: Site, steps: Steps): void {
  const app = `./${sources}webio.${isTypeScript ? 'ts' : 'js'}`
  steps.addPackages(['@webio/core', '@webio/next-plugin', '@webio/react'], {})
  steps.create(app.slice(2), exampleTask())
  steps.create(`${sources}app/webio-example/page.${isTypeScript ? 'tsx' : 'jsx'}`, nextPage(ROUTE))
  const options = { app, route: ROUTE }
  const config = steps.config('next\\.config')
  if (config === undefined) {
    steps.create(
      isTypeScript ? 'next.config.ts' : 'next.config.mjs',
      wrapNextConfig('export default {}\n', options) ?? '',
    )
    return
  }
  const before = steps.read(config)
  steps.change(
    config,
    wrapNextConfig(before, options),
    `wrap what it exports: withWebIO(config, { app: '${app}', route: '${ROUTE}' }), with withWebIO from '@webio/next-plugin'`,
  )
  if (!/\bstandalone\b/.test(before)) return
  const instrumentation = `${sources}instrumentation.${isTypeScript ? 'ts' : 'js'}`
  const existing = steps.find(...['ts', 'js'].map((extension) => `${sources}instrumentation.${extension}`))
  if (existing === undefined)
    steps.create(instrumentation, `export { register } from '@webio/next-plugin/instrumentation'\n`)
  else if (!steps.read(existing).includes('@webio/next-plugin'))
    steps.byHand.push(
      `${existing}: call register of '@webio/next-plugin/instrumentation' in its own register`,
    )
}

function addToVite({ isTypeScript, sources }: Site, steps: Steps): void {
  const app = `webio.${isTypeScript ? 'ts' : 'js'}`
  steps.addPackages(['@webio/core', '@webio/react'], { webio: `webio --watch ${app}` })
  steps.create(app, exampleTask())
  steps.create(`${sources}webio-example.${isTypeScript ? 'tsx' : 'jsx'}`, viteComponent(ROUTE))
  const config = steps.config('vite\\.config')
  if (config === undefined) {
    steps.byHand.push(`There is no vite.config. Create one with:\n${proxyLines(ROUTE)}`)
    return
  }
  steps.change(
    config,
    addViteProxy(steps.read(config), ROUTE),
    `add to the configuration:\n${proxyLines(ROUTE)}`,
  )
}
