import type { AssetStore } from './asset-store'

/** The name of the script that defines `<webio-app>` for pages without React. It is next to our page. */
export const EMBED_FILE = 'embed.js'

/**
 * The script that gives any page `<webio-app app="…">`: `<script type="module" src="https://tasks.example.com/webio/embed.js">`. Its name is stable;
 * the files that it loads have names that change with the version.
 */
export async function embedScript(assets: AssetStore): Promise<Response> {
  const { script, styles } = (await assets.bundle()).embed
  const text = `import { defineElement } from './assets/${script}'
defineElement({ endpoint: new URL('.', import.meta.url).href, styles: new URL('./assets/${styles}', import.meta.url).href })
`
  return new Response(text, {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'content-length': String(Buffer.byteLength(text)),
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'access-control-allow-origin': '*',
    },
  })
}
