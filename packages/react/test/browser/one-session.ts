import type { Page } from 'playwright-core'
import { flush, hold } from '@webio/core'
import type { Chromium } from './chromium'
import { untilStatus } from './page-tools'
import type { Site } from './site'
import { startSite } from './site'

/** A stand-alone page, and its session, which does what the test tells it. */
export interface OneSession extends AsyncDisposable {
  readonly page: Page
  readonly site: Site
  /** Runs a function in the session. Returns its result after the page shows all of its outputs. */
  step<T>(run: () => T | Promise<T>): Promise<T>
}

/** Opens the stand-alone page of a task that only waits. */
export async function openOneSession(
  chromium: Chromium,
  options?: Parameters<Chromium['open']>[1],
): Promise<OneSession> {
  const site = await startSite(chromium, () => hold())
  const page = await chromium.open(site.page, options)
  await untilStatus(page, 'open')
  return {
    page,
    site,
    async step<T>(run: () => T | Promise<T>): Promise<T> {
      const [session] = site.handler.sessions()
      if (!session) throw new Error('There is no session.')
      return session.run(async () => {
        const made = await run()
        await flush()
        return made
      }) as Promise<T>
    },
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  }
}
