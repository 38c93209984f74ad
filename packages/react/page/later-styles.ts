/** Name of the style sheet. The build knows it. */
declare const LATER_STYLES: string

let loading: Promise<true> | null = null

/**
 * Loads the styles of everything that is not in the page's first style sheet, once.
 * @throws Error if they cannot be loaded. The next call tries again
 */
export function loadLaterStyles(): Promise<true> {
  return (loading ??= addStyles().catch((error: unknown) => {
    loading = null
    throw error
  }))
}

function addStyles(): Promise<true> {
  // The document comes with them if the server expects that they are needed.
  if (document.querySelector(`link[rel=stylesheet][href$='${LATER_STYLES}']`)) return Promise.resolve(true)
  const first = document.querySelector<HTMLLinkElement>('link[rel=stylesheet]')
  const link = document.createElement('link')
  // The author's style sheets come after WebIO's.
  Object.assign(link, {
    rel: 'stylesheet',
    href: new URL(LATER_STYLES, import.meta.url).href,
    nonce: first?.nonce,
  })
  return new Promise((resolve, reject) => {
    link.addEventListener('load', () => resolve(true))
    link.addEventListener('error', () => {
      link.remove()
      reject(new Error(`${link.href} could not be loaded.`))
    })
    if (first) first.after(link)
    else document.head.append(link)
  })
}
