/**
 * Checks the browser bundles against the budgets in package.json, `sizeBudgets`: name → code or file, and how
 * many kB (1000 bytes, minified and gzipped) a page may load at once for it. Code that is loaded on first use
 * does not count.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { root } from './steps.mjs'

/** @typedef {{ code?: string, file?: string, maxKb: number, external?: string[] }} Budget */

/**
 * @param {string} code @param {string[]} external @returns {Promise<Uint8Array[]>} the files that are loaded at once
 */
async function bundle(code, external) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: root },
    bundle: true,
    minify: true,
    splitting: true,
    metafile: true,
    write: false,
    outdir: 'out',
    format: 'esm',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"' },
    external,
    absWorkingDir: root,
    logLevel: 'error',
  })
  const loaded = new Set(['out/stdin.js'])
  for (const path of loaded) {
    for (const { path: imported, kind, external } of metafile.outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && !external) loaded.add(imported)
    }
  }
  return [...loaded].map((path) => {
    const file = outputFiles.find((output) => output.path === join(root, path))
    if (!file) throw new Error(`esbuild did not write ${path}`)
    return file.contents
  })
}

/** @type {Record<string, Budget>} */
const budgets = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).sizeBudgets

for (const [name, { code, file, external = [], maxKb }] of Object.entries(budgets)) {
  const parts = code ? await bundle(code, external) : [readFileSync(join(root, file ?? ''))]
  const kb = parts.reduce((sum, part) => sum + gzipSync(part).length, 0) / 1000
  const fits = kb <= maxKb
  console.log(`${fits ? 'ok  ' : 'FAIL'} ${name}: ${kb.toFixed(1)} kB of ${maxKb} kB`)
  if (!fits) process.exitCode = 1
}
if (process.exitCode)
  console.error('\nMake it smaller, or raise the budget in package.json and explain why in the change.')
