import { build } from 'esbuild'
import { once } from 'node:events'
import { get } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { withPage } from '../browser.mjs'
import { rowOf } from '../report.mjs'

const REACT = `export * from 'react'; export * from 'react/jsx-runtime'; export * from 'react-dom/client'`

/**
 * What a browser loads before the first output appears.
 * @param {import('../main.mjs').Bench} bench
 */
export async function weight({ ours, bare, browser }) {
  const [our, bares] = [await load(await browser(), ours.url), await load(await browser(), bare.url)]
  const react = await sizeOfReact()
  /** @param {'br' | 'gzip'} encoding @param {string} name */
  const sizes = (encoding, name) => [
    rowOf(
      {
        work: `JavaScript and CSS until the first output, ${name}`,
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

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 */
async function load(browser, url) {
  let requests = 0
  const files = await withPage(
    browser,
    `${url}?app=lines&lines=1`,
    (page) =>
      page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .map(({ name }) => name)
          .filter((name) => /\.(js|css)$/.test(new URL(name).pathname)),
      ),
    (page) => page.on('request', () => requests++).on('websocket', () => requests++),
  )
  return { br: await sizeOf(files, 'br'), gzip: await sizeOf(files, 'gzip'), requests }
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

/** The sizes of React alone in WebIO's page, in kB. */
async function sizeOfReact() {
  const { outputFiles } = await build({
    stdin: { contents: REACT, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
  })
  const code = outputFiles[0]?.contents ?? ''
  return { br: brotliCompressSync(code).length / 1000, gzip: gzipSync(code, { level: 9 }).length / 1000 }
}
