import { readSettings } from './config/settings'

/**
 * For `instrumentation.ts`: connects the pages of a stand-alone output (`output: 'standalone'`), whose configuration does not run when the server
 * starts. It is harmless in other modes, and does nothing in the edge runtime.
 *
 * @example
 * ```ts
 * export { register } from '@webio/next-plugin/instrumentation'
 * ```
 */
export async function register(): Promise<void> {
  // Written this way so that Next excludes the rest from its edge bundle.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { installWays } = await import('./hub/ways')
    installWays(readSettings())
  }
}
