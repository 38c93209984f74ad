import { removeSite } from '../../packages/next-plugin/test/site-process'
import { running } from './running-site'

/** Ends what start-site.ts started. */
export default async function stop(): Promise<void> {
  const { dir, site } = running.get() ?? {}
  await site?.stop()
  if (dir) removeSite(dir)
}
