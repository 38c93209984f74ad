import type { ReactNode } from 'react'
import { useLayoutEffect, useRef } from 'react'
import { runScripts } from './run-scripts'

/** HTML as it is, scripts included. For what the author wants so, on pages that allow it. */
export function RawHtml({ html }: { readonly html: string }): ReactNode {
  const content = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = content.current
    if (!element) return
    element.innerHTML = html
    runScripts(element)
  }, [html])
  return <div ref={content} />
}
