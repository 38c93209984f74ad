import type { Logger } from '../../engine/logger'

/** Opens a URL in this machine's browser. If there is none, it only warns, because the server can still run. */
export async function openBrowser(url: string, logger: Logger): Promise<void> {
  try {
    const { default: open } = await import('open')
    const child = await open(url)
    child.once('error', (error) => logger.warn('[webio] no browser could be opened:', error.message))
  } catch (error) {
    logger.warn('[webio] no browser could be opened:', error)
  }
}
