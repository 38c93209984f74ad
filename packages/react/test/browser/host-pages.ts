import type { BrowserContextOptions, Page } from 'playwright-core'
import type { HostFiles } from './bundle'
import { bundlePage, hostDocument } from './bundle'
import type { Chromium } from './chromium'

const SITE = 'http://host.test'

let bundled: Promise<HostFiles> | undefined

export interface HostPageOptions extends BrowserContextOptions {
  /** Changes the document of the host page. */
  readonly document?: (html: string) => string
}

/** Opens `pages/host-page.tsx` (`?place=…&task=…`): the tasks run in the page, so no server is needed. */
export async function openHostPage(
  chromium: Chromium,
  path: string,
  { document = (html) => html, ...options }: HostPageOptions = {},
): Promise<Page> {
  const files = await (bundled ??= bundlePage('host-page'))
  const page = await (await chromium.context(options)).newPage()
  await page.route(`${SITE}/**`, (route) => {
    const { pathname } = new URL(route.request().url())
    const file = files.get(pathname)
    return file
      ? route.fulfill({ contentType: file.type, body: Buffer.from(file.content) })
      : route.fulfill({ contentType: 'text/html', body: document(hostDocument('host-page', files)) })
  })
  await page.goto(SITE + path)
  return page
}
