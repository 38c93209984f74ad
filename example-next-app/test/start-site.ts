import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { startSite } from '../../packages/next-plugin/test/site-process'
import { URL_VARIABLE, running } from './running-site'

const ROOT = resolve(__dirname, '../..')

/** Starts the built example site once for all test files. jest's workers inherit its URL. */
export default async function start(): Promise<void> {
  // Builds only if something has changed. `next dev` uses other files, so a developer's site keeps running.
  execFileSync(process.execPath, [join(ROOT, 'scripts/build.mjs'), '--example'], {
    stdio: 'inherit',
  })
  const site = await startSite(join(ROOT, 'example-next-app'), 'start')
  running.set(site)
  process.env[URL_VARIABLE] = site.url
}
