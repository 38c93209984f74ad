import { build } from 'esbuild'
import { once } from 'node:events'
import { get } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { rowOf } from '../report.mjs'

const REACT = `export * from 'react'; export * from 'react/jsx-runtime'; export * from 'react-dom/client'`

const PACKAGE = fileURLToPath(new URL('../../../react/', import.meta.url))

/**
 * What a browser loads before the first output appears: a text, which is the least that a page shows, and a button with a form.
 * @param {import('../main.mjs').Bench} bench
 */
export async function weight({ ours, bare, browser }) {
  const chromium = await browser()
  const [our, bares] = [
    await load(chromium, `${ours.url}?app=hello`),
    await load(chromium, `${bare.url}?app=hello`),
  ]
  const form = await load(chromium, `${ours.url}?app=form`)
  const react = await sizeOfReact()
  const work = 'JavaScript and CSS until the first output'
  /** @param {'br' | 'gzip'} encoding @param {string} name */
  const sizes = (encoding, name) => [
    rowOf(
      {
        work: `${work}, ${name}`,
        unit: 'kB',
        ours: [our[encoding]],
        bare: [bares[encoding]],
        aim: 'at most 110 kB',
      },
      ({ ours }) => ours <= 110,
    ),
    rowOf(
      {
        work: `the same without React, ${name}`,
        unit: 'kB',
        ours: [our[encoding] - react[encoding]],
        bare: [bares[encoding]],
        aim: 'at most 45 kB',
      },
      ({ ours }) => ours <= 45,
    ),
    rowOf(
      {
        work: `${work}, a button and a form, ${name}`,
        unit: 'kB',
        ours: [form[encoding]],
        aim: 'at most 155 kB',
      },
      ({ ours }) => ours <= 155,
    ),
  ]
  return [
    ...sizes('br', 'Brotli'),
    ...sizes('gzip', 'gzip'),
    rowOf(
      { work: 'requests for that', unit: '', ours: [our.requests], bare: [bares.requests], aim: 'at most 7' },
      ({ ours }) => ours <= 7,
    ),
  ]
}

/** What has been requested before the first paint, and the time of that. */
const BEFORE_PAINT = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const { startTime } = list.getEntriesByName('first-contentful-paint')[0] ?? {}
    if (startTime === undefined) return
    resolve(performance.getEntriesByType('resource').filter((one) => one.startTime < startTime).map(({ name }) => name))
  }).observe({ type: 'paint', buffered: true })
})`

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 */
async function load(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  try {
    const page = await context.newPage()
    let sockets = 0
    page.on('websocket', () => sockets++)
    await page.goto(url)
    /** @type {string[]} */
    const urls = await page.evaluate(BEFORE_PAINT)
    const files = urls.filter((one) => /\.(js|css)$/.test(new URL(one).pathname))
    // The document is no resource of its own, and neither is a WebSocket.
    const requests = 1 + urls.length + sockets
    return { br: await sizeOf(files, 'br'), gzip: await sizeOf(files, 'gzip'), requests }
  } finally {
    await context.close()
  }
}

/**
 * The size of files as a server sends them, in kB.
 * @param {readonly string[]} urls
 * @param {'br' | 'gzip'} encoding
 */
async function sizeOf(urls, encoding) {
  let bytes = 0
  for (const url of urls) {
    const [response] = /** @type {[import('node:http').IncomingMessage]} */ (
      await once(get(url, { headers: { 'accept-encoding': encoding } }), 'response')
    )
    if (response.headers['content-encoding'] !== encoding)
      throw new Error(`${url} is not sent as ${encoding}.`)
    bytes += (await buffer(response)).length
  }
  return bytes / 1000
}

/** The sizes of the page’s React alone, in kB. */
async function sizeOfReact() {
  const { outputFiles } = await build({
    stdin: { contents: REACT, resolveDir: PACKAGE },
    absWorkingDir: PACKAGE,
    alias: { react: 'page-react', 'react-dom': 'page-react-dom' },
    bundle: true,
    minify: true,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
  })
  const code = outputFiles[0]?.contents ?? ''
  return { br: brotliCompressSync(code).length / 1000, gzip: gzipSync(code, { level: 9 }).length / 1000 }
}
