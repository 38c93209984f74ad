import { join } from 'node:path'
import {
  buildSite,
  copySite,
  removeSite,
  startSite,
} from '../../packages/next-plugin/test/site-process'
import { URL_VARIABLE, running } from './running-site'

/** Builds and starts the site, once for all test files: jest's workers inherit its URL. */
export default async function start(): Promise<void> {
  // A copy, so that a developer's own .next and a running `next dev` stay as they are.
  const dir = copySite(join(__dirname, '..'))
  try {
    await buildSite(dir)
    const site = await startSite(dir, 'start')
    running.set({ dir, site })
    process.env[URL_VARIABLE] = site.url
  } catch (error) {
    removeSite(dir)
    throw error
  }
}
