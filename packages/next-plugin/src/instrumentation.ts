import { readSettings } from './config/settings'

/**
 * For `instrumentation.ts`: connects the pages of a stand-alone output (`output: 'standalone'`), whose configuration does not run when the
 * server starts. Does no harm elsewhere, and nothing in the edge runtime.
 *
 * @example
 * ```ts
 * export { register } from '@webio/next-plugin/instrumentation'
 * ```
 */
export async function register(): Promise<void> {
  // In this form, so that Next leaves the rest out of what it bundles for the edge.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { installInterception } = await import('./hub/install')
    installInterception(readSettings())
  }
}
