import type { Page } from 'playwright-core'
import type { TcpProxy } from '../../../core/test/bridge/tcp-proxy'

/** A promise that is settled from outside. */
export function deferred<T = void>(): { readonly promise: Promise<T>; resolve(value: T): void } {
  let resolve!: (value: T) => void
  const promise = new Promise<T>((settle) => (resolve = settle))
  return { promise, resolve }
}

const PAUSE_MS = 25
const PATIENCE_MS = 20_000

/** Repeats expectations until they hold. After the time limit, their failure is thrown. */
export async function eventually<T>(expectations: () => T | Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      return await expectations()
    } catch (error) {
      if (Date.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
}

/** Waits for `data-webio-status`. */
export async function untilStatus(page: Page, status: string, within = ''): Promise<void> {
  await page.waitForSelector(`${within} .webio[data-webio-status="${status}"]`, { state: 'attached' })
}

/**
 * Leaves the page while the proxy is cut, and opens it again in the same tab after `proxy.mend()`. If the page
 * was only reloaded after `proxy.mend()`, it could find the connection again before it ends.
 */
export async function returnAfterCut(page: Page, proxy: TcpProxy): Promise<void> {
  const address = page.url()
  await page.goto('about:blank')
  proxy.mend()
  await page.goto(address)
}

/** The contents of the text outputs, in document order. */
export function textsOf(page: Page, scope = 'ROOT'): Promise<string[]> {
  return page
    .locator(`[data-webio-scope="${scope}"] [data-webio-output="text"]`)
    .evaluateAll((elements) => elements.map((element) => element.textContent ?? ''))
}

/** Waits until the text outputs are exactly these. */
export async function untilTexts(page: Page, texts: readonly string[], scope = 'ROOT'): Promise<void> {
  await eventually(async () => expect(await textsOf(page, scope)).toEqual(texts))
}

/** Resolves when the page has painted what it shows now. */
export async function nextFrames(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

/** An image at `path` whose bytes arrive on request. */
export async function lateImage(
  page: Page,
  path: string,
  height: number,
): Promise<{ arrive(): Promise<void> }> {
  const ready = deferred()
  await page.route(`**${path}`, async (route) => {
    await ready.promise
    const body = `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="${height}"/>`
    await route.fulfill({ contentType: 'image/svg+xml', body })
  })
  return {
    /** Resolves when the image has its height, and the consequences have been painted. */
    async arrive() {
      ready.resolve()
      await page.waitForFunction(
        ([path, height]) =>
          [...document.images].some(
            (image) => image.src.endsWith(String(path)) && image.offsetHeight === height,
          ),
        [path, height],
      )
      await nextFrames(page)
    },
  }
}

/** Makes the page record each `data-webio-status` of its component, except `connecting`, which a fast page may skip. Also after reloads. */
export async function recordStatuses(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const seen: string[] = []
    Object.assign(window, { statuses: seen })
    const look = (): void => {
      const status = document.querySelector('.webio')?.getAttribute('data-webio-status')
      if (status && status !== 'connecting' && seen.at(-1) !== status) seen.push(status)
    }
    new MutationObserver(look).observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['data-webio-status'],
    })
  })
  return () => page.evaluate(() => (window as unknown as { statuses: string[] }).statuses)
}
