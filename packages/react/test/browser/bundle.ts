import { extname, join, resolve } from 'node:path'
import { build } from 'esbuild'

/** The files of a host page, by path. */
export type HostFiles = ReadonlyMap<string, { readonly type: string; readonly content: Uint8Array }>

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

/** The repository, from which npm's packages resolve. */
const ROOT = resolve(__dirname, '../../../..')

/**
 * Bundles `pages/NAME.tsx` as a user's site would: with the built packages, and React's development build, which prints warnings.
 * The entry is `/NAME.js`, its styles `/NAME.css`.
 */
export async function bundlePage(name: string): Promise<HostFiles> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [join(__dirname, 'pages', `${name}.tsx`)],
    outdir: join(__dirname, 'out'),
    write: false,
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
  return new Map(
    outputFiles.map(({ path, contents }) => [
      `/${path.slice(join(__dirname, 'out').length + 1)}`,
      { type: TYPES[extname(path)] ?? 'application/octet-stream', content: contents },
    ]),
  )
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
