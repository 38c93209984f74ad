import { parentAround } from './roots'

const DARK = '(prefers-color-scheme: dark)'

/**
 * Keeps the attribute `data-webio-scheme="dark"` on an element while the page around it uses its dark color scheme.
 *
 * Styles follow `color-scheme` by themselves, with `light-dark()`. A bundler of the host page may have replaced that function by variables for older
 * browsers. They exist only where a style sheet that went through the same bundler sets `color-scheme`, so theme.css sets them by this attribute.
 *
 * @returns a function that ends it
 */
export function followColorScheme(element: Element): () => void {
  const page = element.ownerDocument
  const preference = page.defaultView?.matchMedia?.(DARK)
  const update = (): void => {
    const isDark = usesDark(element, preference?.matches ?? false)
    if (isDark) element.setAttribute('data-webio-scheme', 'dark')
    else element.removeAttribute('data-webio-scheme')
  }
  update()
  return onColorSchemeChange(element, update)
}

/**
 * Calls a listener when the colors around an element may have changed: the visitor prefers another scheme, or the page has changed a class, an attribute or
 * a style of an element around it.
 *
 * @returns a function that ends it
 */
export function onColorSchemeChange(element: Element, listener: () => void): () => void {
  const preference = element.ownerDocument.defaultView?.matchMedia?.(DARK)
  const changes = new MutationObserver(listener)
  for (let around = parentAround(element); around; around = parentAround(around))
    changes.observe(around, { attributes: true })
  preference?.addEventListener('change', listener)
  return () => {
    changes.disconnect()
    preference?.removeEventListener('change', listener)
  }
}

/** Tells whether an element uses the dark color scheme. */
function usesDark(element: Element, isPreferred: boolean): boolean {
  const page = element.ownerDocument
  const own = page.defaultView?.getComputedStyle(element).colorScheme ?? ''
  const schemes = own === 'normal' || own === '' ? ofDocument(page) : own
  return schemes.includes('dark') && (isPreferred || !schemes.includes('light'))
}

/** The schemes that the document supports if no style names any. */
function ofDocument(page: Document): string {
  return page.querySelector('meta[name="color-scheme"]')?.getAttribute('content') ?? ''
}
