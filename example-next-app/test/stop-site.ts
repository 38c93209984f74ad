import { running } from './running-site'

/** Ends what start-site.ts started. */
export default async function stop(): Promise<void> {
  await running.get()?.stop()
}
