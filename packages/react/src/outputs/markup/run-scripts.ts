import { trackLoad } from '../../session/pending-loads'

/**
 * Runs the scripts below an element in the order of the document: what comes after a script with `src` waits until that has been loaded, unless it
 * is `async`. Scripts that came through `innerHTML` do not run by themselves: each is put anew.
 */
export function runScripts(element: Element): void {
  const scripts = [...element.querySelectorAll('script')]
  const pending = runInOrder(element, scripts)
  // Scripts of `run_js` wait for it, too.
  if (pending) void trackLoad(pending)
}

/**
 * Runs as many as can run at once.
 * @returns a promise of the rest; null if there is none
 */
function runInOrder(element: Element, scripts: readonly HTMLScriptElement[]): Promise<void> | null {
  for (const [index, script] of scripts.entries()) {
    // Filled anew, or gone: nobody wants the rest.
    if (!element.contains(script)) continue
    const isLoaded = start(script)
    if (isLoaded) return isLoaded.then(() => runInOrder(element, scripts.slice(index + 1)) ?? undefined)
  }
  return null
}

/**
 * Runs a script.
 * @returns a promise that resolves when it has been loaded or has failed; null if nothing waits for it
 */
function start(script: HTMLScriptElement): Promise<void> | null {
  const copy = script.ownerDocument.createElement('script')
  for (const { name, value } of script.attributes) copy.setAttribute(name, value)
  copy.textContent = script.textContent
  // Of a script that is not classic JavaScript nothing is known: JSON and templates never load.
  const waits = copy.hasAttribute('src') && !script.hasAttribute('async') && isRun(copy.type)
  const loaded = waits
    ? new Promise<void>((resolve) => {
        copy.addEventListener('load', () => resolve(), { once: true })
        copy.addEventListener('error', () => resolve(), { once: true })
      })
    : null
  script.replaceWith(copy)
  return loaded
}

function isRun(type: string): boolean {
  return type === '' || type === 'module' || /^(text|application)\/(java|ecma)script$/i.test(type)
}
