import { build } from 'esbuild'
import { gzipSync } from 'node:zlib'
import { withPage } from '../browser.mjs'
import { rowOf } from '../report.mjs'

const REACT = `export * from 'react'; export * from 'react/jsx-runtime'; export * from 'react-dom/client'`

/**
 * What a browser loads before the first output appears.
 * @param {import('../main.mjs').Bench} bench
 */
export async function weight({ ours, bare, browser }) {
  const [our, bares] = [await load(await browser(), ours.url), await load(await browser(), bare.url)]
  const react = await reactKb()
  const measured = { unit: 'kB', bare: [bares.kb] }
  return [
    rowOf(
      {
        work: 'JavaScript and CSS until the first output, gzip',
        ...measured,
        ours: [our.kb],
        aim: 'at most 140 kB',
      },
      ({ ours }) => ours <= 140,
    ),
    rowOf(
      { work: 'the same without React', ...measured, ours: [our.kb - react], aim: 'at most 80 kB' },
      ({ ours }) => ours <= 80,
    ),
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
  const bytes = await withPage(
    browser,
    `${url}?app=lines&lines=1`,
    (page) =>
      page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .filter(({ name }) => /\.(js|css)$/.test(new URL(name).pathname))
          .reduce((sum, entry) => sum + /** @type {PerformanceResourceTiming} */ (entry).encodedBodySize, 0),
      ),
    (page) => page.on('request', () => requests++).on('websocket', () => requests++),
  )
  return { kb: bytes / 1000, requests }
}

/** The size of React alone in WebIO's page. */
async function reactKb() {
  const { outputFiles } = await build({
    stdin: { contents: REACT, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length / 1000
}
