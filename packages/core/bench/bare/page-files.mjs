import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/**
 * The files of the handwritten page, bundled like WebIO's.
 * @returns {Promise<import('node:http').RequestListener>}
 */
export async function servePage() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.mjs', import.meta.url))],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  const files = new Map([
    ['/', { type: 'text/html', content: readFileSync(new URL('page.html', import.meta.url)) }],
    ['/page.css', { type: 'text/css', content: readFileSync(new URL('page.css', import.meta.url)) }],
    ['/page.js', { type: 'text/javascript', content: outputFiles[0]?.contents ?? '' }],
  ])
  const compressed = new Map(
    [...files].map(([path, { type, content }]) => [
      path,
      { type, br: brotliCompressSync(content), gzip: gzipSync(content, { level: 9 }) },
    ]),
  )
  return ({ url = '', headers }, response) => {
    const file = compressed.get(new URL(url, 'http://localhost').pathname)
    if (!file) return void response.writeHead(404).end()
    const encoding = /\bbr\b/.test(String(headers['accept-encoding'])) ? 'br' : 'gzip'
    response.setHeader('content-type', `${file.type}; charset=utf-8`).setHeader('content-encoding', encoding)
    response.end(file[encoding])
  }
}
