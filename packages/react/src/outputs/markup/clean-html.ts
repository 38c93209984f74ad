import DOMPurify from 'dompurify'

/** A possible name of a `style` attribute. If it turns out to be part of a text or of another value, it is restored. */
const STYLE_NAMES = /(?<=[\s"'/])style(?=\s*=)/gi

/** Targets that open no window. A window with any other name could access this page. */
const SAME_WINDOW = /^(_self|_top|_parent)?$/i

/**
 * Sanitizes HTML: removes everything that runs. Inline styles stay. They are set through the CSSOM, which a strict content security policy allows.
 * A browser would report them as soon as it parses them anywhere, so they pass through the parser under another name.
 * @param keepStyles whether `<style>` elements stay too
 */
export function cleanHtml(html: string, { keepStyles }: { readonly keepStyles: boolean }): CleanedHtml {
  const veil = newVeil()
  const cleaned = DOMPurify.sanitize(html.replace(STYLE_NAMES, `${veil}$&`), {
    RETURN_DOM_FRAGMENT: true,
    FORBID_TAGS: keepStyles ? [] : ['style'],
    ADD_ATTR: ['target'],
    // The browser would match it at every keystroke, and some patterns take it minutes.
    FORBID_ATTR: ['pattern'],
  }) as DocumentFragment | null
  const removed = namesOf(DOMPurify.removed)
  // Null if the parser creates no body, as for a frame set.
  const fragment = cleaned ?? document.createDocumentFragment()
  unveil(fragment, veil)
  for (const element of fragment.querySelectorAll<HTMLElement>(`[${veil}style], [style]`)) {
    const css = element.getAttribute(`${veil}style`) ?? element.getAttribute('style') ?? ''
    element.removeAttribute(`${veil}style`)
    element.removeAttribute('style')
    element.style.cssText = css
  }
  for (const link of fragment.querySelectorAll('a[target], area[target], form[target]')) {
    if (!SAME_WINDOW.test(link.getAttribute('target') ?? '')) link.setAttribute('rel', 'noopener')
  }
  return { fragment, removed }
}

/** Sanitized HTML, and what was removed from it: `<script>`, `onclick`. */
export interface CleanedHtml {
  readonly fragment: DocumentFragment
  readonly removed: readonly string[]
}

function namesOf(removed: typeof DOMPurify.removed): string[] {
  const names = removed.map((one) => {
    if ('attribute' in one) return one.attribute?.name ?? ''
    return one.element instanceof Element ? `<${one.element.localName}>` : ''
  })
  return [...new Set(names)].filter((name) => name !== '')
}

/** A prefix that the author of the HTML cannot know, so that only our own prefixes are removed after sanitizing. */
function newVeil(): string {
  const [a, b] = crypto.getRandomValues(new Uint32Array(2))
  return `data-webio-${a?.toString(36)}${b?.toString(36)}-`
}

/** Removes the prefix from texts and values. Names of attributes keep it. */
function unveil(fragment: DocumentFragment, veil: string): void {
  const nodes = document.createTreeWalker(fragment, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
  while (nodes.nextNode()) {
    const node = nodes.currentNode
    if (node.nodeValue?.includes(veil)) node.nodeValue = node.nodeValue.replaceAll(veil, '')
    if (!(node instanceof Element)) continue
    for (const attribute of node.attributes) {
      if (attribute.value.includes(veil)) attribute.value = attribute.value.replaceAll(veil, '')
    }
  }
}
