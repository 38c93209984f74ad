import type { Logger } from '../../engine/logger'

/** Opens a URL in this machine's browser. One without a browser is no reason for a server not to run: then it only warns. */
export async function openBrowser(url: string, logger: Logger): Promise<void> {
  try {
    const { default: open } = await import('open')
    const child = await open(url)
    child.once('error', (error) => logger.warn('[webio] no browser could be opened:', error.message))
  } catch (error) {
    logger.warn('[webio] no browser could be opened:', error)
  }
}
