import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hold, put_text, textarea } from '@webio/core'
import { config, webio_handler } from '@webio/core/server'
import { chromiumOfFile } from './chromium'
import { gallery } from './gallery'

/**
 * Content-Security-Policy on WebIO's own pages. A violation prints an error to the page's console, which
 * fails the test.
 */
const chromium = chromiumOfFile()

/** Also shows everything that is loaded on first use. */
async function main(): Promise<void> {
  gallery()
  put_text('the end')
  await textarea('Code', { code: { mode: 'python' } })
  await hold()
}

const task = config({ js_code: 'window.fromConfig = 1', css_style: 'body { --from-config: 1 }' }, main)

/** A site whose middleware sends every page with a policy and its nonce. */
async function strictSite(policyOf: (nonce: string) => string): Promise<{ url: string } & AsyncDisposable> {
  const webio = webio_handler(
    { main: task },
    { csp_nonce: ({ headers }) => headers['x-nonce'] as string | undefined },
  )
  const server = createServer((request, response) => {
    const nonce = randomBytes(16).toString('base64')
    request.headers['x-nonce'] = nonce
    response.setHeader('content-security-policy', policyOf(nonce))
    webio.middleware(request, response)
  })
  webio.attach(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webio`,
    async [Symbol.asyncDispose]() {
      await chromium.leave()
      await webio.close()
      server.closeAllConnections()
      await new Promise((down) => server.close(down))
    },
  }
}

const REST = "img-src 'self' data:; connect-src 'self'; font-src 'self'; manifest-src 'self'"

it.each<[string, (nonce: string) => string]>([
  [
    'that contains only a nonce',
    (nonce) => `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; ${REST}`,
  ],
  [
    'with strict-dynamic',
    (nonce) =>
      `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; style-src 'self' 'nonce-${nonce}'; ${REST}`,
  ],
  ['of docs/hosting.md', () => `default-src 'none'; script-src 'self'; style-src 'self'; ${REST}`],
])('loads all scripts and styles, including later ones, under a policy %s', async (_what, policy) => {
  await using site = await strictSite(policy)
  const page = await chromium.open(`${site.url}?app=main`)
  await page.getByText('the end').waitFor()
  await page.locator('[data-webio-output="code"] code span').first().waitFor()
  await page.locator('.webio-code-editor').waitFor()
  const seen = await page.evaluate(() => [
    (window as unknown as { fromConfig?: number }).fromConfig,
    getComputedStyle(document.body).getPropertyValue('--from-config'),
    getComputedStyle(document.querySelector('.webio') as Element).display,
  ])
  expect(seen).toEqual([1, '1', 'block'])
})

it('styles the list of applications, and a page that refuses access', async () => {
  await using site = await strictSite(
    (nonce) => `default-src 'none'; style-src 'nonce-${nonce}'; img-src 'self'`,
  )
  const page = await chromium.open(site.url)
  const width = () =>
    page.evaluate(() => getComputedStyle(document.querySelector('main') as Element).maxWidth)
  expect(await width()).toBe('704px')
  chromium.expectProblem(/404/)
  await page.goto(`${site.url}?app=none`)
  expect(await width()).toBe('704px')
})
