import DOMPurify from 'dompurify'

/**
 * HTML without anything that runs. Inline styles stay; they are set through the CSSOM, so that a strict content security policy
 * lets them pass.
 * @param keepStyles `<style>` elements stay as well
 */
export function cleanHtml(html: string, { keepStyles }: { readonly keepStyles: boolean }): DocumentFragment {
  const fragment = DOMPurify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    FORBID_TAGS: keepStyles ? [] : ['style'],
    ADD_ATTR: ['target'],
  })
  for (const element of fragment.querySelectorAll<HTMLElement>('[style]')) {
    const css = element.getAttribute('style') ?? ''
    element.removeAttribute('style')
    element.style.cssText = css
  }
  for (const link of fragment.querySelectorAll('a[target="_blank"]')) link.setAttribute('rel', 'noopener')
  return fragment
}
