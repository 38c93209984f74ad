import { build } from 'esbuild'

const TYPES = { '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8' }

/**
 * Bundles a page of this folder as a user's production site does. The entry is `/NAME.js`, and the styles are
 * `/NAME.css`.
 *
 * @param {string} name
 * @returns {Promise<Map<string, { type: string, body: Buffer }>>} files by path
 */
export async function bundleHostPage(name) {
  const out = `${import.meta.dirname}/out`
  const { outputFiles } = await build({
    entryPoints: [`${import.meta.dirname}/${name}.mjs`],
    outdir: out,
    write: false,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
  })
  return new Map(
    outputFiles.map(({ path, contents }) => [
      path.slice(out.length),
      {
        type: path.endsWith('.css') ? TYPES['.css'] : TYPES['.js'],
        body: Buffer.from(contents),
      },
    ]),
  )
}

/**
 * @param {string} name
 * @param {string} [root] the HTML in the page's root
 */
export const hostDocument = (name, root = '') => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Host</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/${name}.css">
<script type="module" src="/${name}.js"></script>
<div id="root">${root}</div>
`
