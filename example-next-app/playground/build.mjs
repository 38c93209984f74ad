/** Bundles the frame of the playground into public/playground, which Next.js serves as it is. */
import { copyFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** @param {string} relative */
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))

rmSync(path('../public/playground'), { recursive: true, force: true })
await build({
  entryPoints: [path('frame.tsx')],
  outdir: path('../public/playground'),
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  minify: true,
  define: { 'process.env.NODE_ENV': '"production"' },
  chunkNames: '[name]-[hash]',
  logLevel: 'warning',
})
copyFileSync(path('frame.html'), path('../public/playground/frame.html'))
