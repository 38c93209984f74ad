import type { Browser, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import { CHROMIUM_ARGS } from '../../../scripts/chromium.mjs'

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium', args: CHROMIUM_ARGS })

/** In dev the first request of a page compiles it, with all that it may load later. */
const COMPILE_MS = 120_000

/** A page, and the paths of the WebSockets that it opened. */
export async function openPage(browser: Browser, url: string): Promise<{ page: Page; sockets: string[] }> {
  const page = await browser.newPage()
  const sockets: string[] = []
  page.on('websocket', (socket) => sockets.push(new URL(socket.url()).pathname))
  page.setDefaultTimeout(COMPILE_MS)
  await page.goto(url)
  return { page, sockets }
}
