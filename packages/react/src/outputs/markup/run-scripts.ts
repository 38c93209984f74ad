/** Runs the scripts below an element. Those that came through `innerHTML` do not run by themselves: each is put anew. */
export function runScripts(element: Element): void {
  for (const script of element.querySelectorAll('script')) {
    const copy = document.createElement('script')
    for (const { name, value } of script.attributes) copy.setAttribute(name, value)
    copy.textContent = script.textContent
    script.replaceWith(copy)
  }
}
