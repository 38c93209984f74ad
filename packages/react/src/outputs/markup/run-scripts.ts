import { trackLoad } from '../../session/pending-loads'

/**
 * Runs the scripts inside an element in document order. Scripts after one with `src` wait until it has been loaded, unless it is `async`. Scripts
 * inserted through `innerHTML` do not run by themselves, so each is replaced with a copy.
 */
export function runScripts(element: Element): void {
  const scripts = [...element.querySelectorAll('script')]
  const pending = runInOrder(element, scripts)
  // Scripts of `run_js` wait for it too.
  if (pending) trackLoad(pending)
}

/**
 * Runs as many scripts as can run at once.
 * @returns a promise for the rest; null if there is none
 */
function runInOrder(element: Element, scripts: readonly HTMLScriptElement[]): Promise<void> | null {
  for (const [index, script] of scripts.entries()) {
    // The element was filled again or is gone: the rest is no longer needed.
    if (!element.contains(script)) continue
    const isLoaded = start(script)
    if (isLoaded) return isLoaded.then(() => runInOrder(element, scripts.slice(index + 1)) ?? undefined)
  }
  return null
}

/**
 * Runs a script.
 * @returns a promise that resolves when it has been loaded or has failed; null if nothing has to wait for it
 */
function start(script: HTMLScriptElement): Promise<void> | null {
  const copy = script.ownerDocument.createElement('script')
  for (const { name, value } of script.attributes) copy.setAttribute(name, value)
  copy.textContent = script.textContent
  // Other types never report that they loaded: JSON and templates, for example.
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
