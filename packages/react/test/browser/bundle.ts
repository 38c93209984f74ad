import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, extname, join, relative, resolve } from 'node:path'
import * as esbuild from 'esbuild'

/** The files of a host page, by path. */
export type HostFiles = ReadonlyMap<string, { readonly type: string; readonly content: Uint8Array }>

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

/** The repository, from which npm's packages resolve. */
const ROOT = resolve(__dirname, '../../../..')
const PAGES = join(__dirname, 'pages')
const BUNDLES = join(ROOT, 'node_modules/.cache/webio/host-pages')

/**
 * Bundles `pages/NAME.tsx` as a user's site would: with the built packages, and React's development build, which prints warnings.
 * The entry is `/NAME.js`, its styles `/NAME.css`. Test files share the bundles.
 */
export async function bundlePage(name: string): Promise<HostFiles> {
  const bundle = join(BUNDLES, `${name}-${stateOfSources()}`)
  if (!existsSync(bundle)) await build(name, bundle)
  return new Map(
    filesIn(bundle).map((path) => [
      `/${relative(bundle, path)}`,
      { type: TYPES[extname(path)] ?? 'application/octet-stream', content: readFileSync(path) },
    ]),
  )
}

async function build(name: string, bundle: string): Promise<void> {
  mkdirSync(BUNDLES, { recursive: true })
  const outdir = mkdtempSync(join(BUNDLES, '.new-'))
  await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: [join(PAGES, `${name}.tsx`)],
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"' },
    // Without this, the `paths` of tsconfig.json would lead to the sources.
    tsconfigRaw: {},
    legalComments: 'none',
    logLevel: 'silent',
  })
  for (const old of readdirSync(BUNDLES)) {
    if (old.startsWith(`${name}-`) && old !== basename(bundle))
      rmSync(join(BUNDLES, old), { recursive: true })
  }
  try {
    renameSync(outdir, bundle)
  } catch (error) {
    // Another test file was faster.
    rmSync(outdir, { recursive: true })
    if (!existsSync(bundle)) throw error
  }
}

/** A text that changes when anything changes from which a page is made. */
function stateOfSources(): string {
  const hash = createHash('sha1')
  const dist = ['core', 'react'].flatMap((name) => filesIn(join(ROOT, 'packages', name, 'dist')))
  for (const path of [join(ROOT, 'package-lock.json'), ...filesIn(PAGES), ...dist]) {
    const { mtimeMs, size } = statSync(path)
    hash.update(`${path} ${mtimeMs} ${size}\n`)
  }
  return hash.digest('hex')
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** A document that loads `/NAME.js` as a module, and `/NAME.css` if there is one. */
export function hostDocument(name: string, files: HostFiles, body = '<div id="root"></div>'): string {
  const styles = files.has(`/${name}.css`) ? `<link rel="stylesheet" href="/${name}.css">` : ''
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Host</title>
${styles}
<script type="module" src="/${name}.js"></script>
</head>
<body>${body}</body>
</html>`
}
