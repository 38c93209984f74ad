import type { AppConfig } from '../options/app-config'
import type { TransportName } from '../options/options'
import { ICON_FILE } from './asset-store'
import type { Html } from './html'
import { markup, scriptJson } from './html'

/** The settings in `#webio-page` for the stand-alone page's module. The task's parameters are in the page's query string. */
export interface PageSettings {
  /** The path of the handler, possibly relative to the page. */
  readonly endpoint: string
  readonly app: string
  readonly theme?: NonNullable<AppConfig['theme']>
  /** The transports that the server accepts. @default both */
  readonly transports?: readonly TransportName[]
}

/** The URLs of the stand-alone page. */
export interface PageParts {
  readonly title: string
  readonly description: string | undefined
  readonly settings: PageSettings
  /** At least one. The first is one of our own files, which are all in the same folder. */
  readonly styles: readonly [string, ...string[]]
  /** The module that opens the socket while the browser loads the others. */
  readonly opening: string
  /** The module that connects while the browser loads the others. */
  readonly early: string
  readonly preload: readonly string[]
  /** The author's scripts, in order. They run before the module. */
  readonly scripts: readonly string[]
  readonly entry: string
  /** The page's icon. @default WebIO's icon, next to the style sheets */
  readonly icon: string | undefined
  /** The web-app manifest. */
  readonly manifest: string | undefined
  /** The nonce of the Content-Security-Policy that the page is sent with. */
  readonly nonce: string | undefined
}

/** The document of the stand-alone page. It has no inline script or style, so it works under a strict Content-Security-Policy. */
export function appDocument({
  title,
  description,
  settings,
  styles,
  opening,
  early,
  preload,
  scripts,
  entry,
  icon,
  manifest,
  nonce,
}: PageParts): Html {
  const pass = nonceAttribute(nonce)
  const head = [
    ...(description === undefined ? [] : [markup`<meta name="description" content="${description}">`]),
    icon === undefined ? iconBeside(styles[0]) : markup`<link rel="icon" href="${icon}">`,
    // With cookies, because a proxy in front may require them.
    ...(manifest === undefined
      ? []
      : [markup`<link rel="manifest" href="${manifest}" crossorigin="use-credentials">`]),
    ...styles.map((url) => styleSheet(url, nonce)),
    ...preload.map((url) => markup`<link rel="modulepreload" href="${url}"${pass}>`),
    markup`<script type="application/json" id="webio-page">${scriptJson(settings)}</script>`,
    markup`<script type="module" async src="${opening}"${pass}></script>`,
    markup`<script type="module" async src="${early}"${pass}></script>`,
    ...scripts.map((url) => markup`<script defer src="${url}"${pass}></script>`),
    markup`<script type="module" src="${entry}"${pass}></script>`,
  ]
  return document(title, head, markup`<noscript>This page needs JavaScript.</noscript>`)
}

/** One application in the list. */
export interface ListedApp {
  readonly name: string
  readonly title: string
  readonly description: string | undefined
  /** @default the application of this name in the listing handler */
  readonly href?: string
}

/** The style sheet of the list and of message pages. */
export interface NoticeStyle {
  readonly url: string
  readonly nonce?: string | undefined
}

/**
 * The list of applications, for handlers without an index.
 * @param message a text above the list
 */
export function indexDocument(
  title: string,
  apps: readonly ListedApp[],
  style: NoticeStyle,
  message?: string,
): Html {
  const above =
    message === undefined
      ? markup``
      : markup`
<p>${message}</p>`
  const body = markup`<main><h1>${title}</h1>${above}
<ul>
${apps.map(indexEntry)}
</ul></main>`
  return plainDocument(title, body, style)
}

/** A page with an error message. */
export function messageDocument(title: string, message: string, style: NoticeStyle): Html {
  return plainDocument(
    title,
    markup`<main><h1>${title}</h1>
<p>${message}</p></main>`,
    style,
  )
}

/** A page of WebIO with its own body. */
export function plainDocument(title: string, body: Html, style: NoticeStyle): Html {
  return document(title, [iconBeside(style.url), styleSheet(style.url, style.nonce)], body)
}

/** The styles of the list and of message pages. */
export const NOTICE_CSS = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; background: Canvas; color: CanvasText; }
main { max-width: 44rem; margin: 0 auto; padding: 3rem 1.25rem; }
h1 { font-size: 1.6rem; margin: 0 0 1.5rem; }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; }
a { display: block; padding: 1rem 1.25rem; border-radius: .75rem; text-decoration: none; color: inherit;
  border: 1px solid color-mix(in srgb, CanvasText 18%, Canvas); }
a:hover, a:focus-visible { border-color: LinkText; }
a b { color: LinkText; }
code { font-size: .85em; opacity: .7; margin-inline-start: .5em; }
a p { margin: .25rem 0 0; opacity: .8; }
`

function indexEntry({ name, title, description = 'No description.', href }: ListedApp): Html {
  const beside = title === name ? markup`` : markup` <code>${name}</code>`
  return markup`<li><a href="${href ?? `?app=${encodeURIComponent(name)}`}"><b>${title}</b>${beside}
<p>${description}</p></a></li>`
}

/**
 * The page's icon, which is in the same folder as our other files.
 * @param url the URL of one of them
 */
function iconBeside(url: string): Html {
  const folder = url.slice(0, url.lastIndexOf('/') + 1)
  return markup`<link rel="icon" type="image/svg+xml" href="${folder}${ICON_FILE}">`
}

function styleSheet(url: string, nonce: string | undefined): Html {
  return markup`<link rel="stylesheet" href="${url}"${nonceAttribute(nonce)}>`
}

function nonceAttribute(nonce: string | undefined): Html {
  return nonce === undefined ? markup`` : markup` nonce="${nonce}"`
}

function document(title: string, head: readonly Html[], body: Html): Html {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${head}
</head>
<body>
${body}
</body>
</html>
`
}
