import { running } from './running-site'

/** Ends the site that start-site.ts started. */
export default async function stop(): Promise<void> {
  await running.get()?.stop()
}
