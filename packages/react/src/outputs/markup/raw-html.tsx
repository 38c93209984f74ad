import type { ReactNode } from 'react'
import { useLayoutEffect, useRef } from 'react'
import { leaveOuterForms } from '../../dom/no-form'
import { isNewContent } from './is-new-content'
import { runScripts } from './run-scripts'

/** HTML unchanged, including its scripts: for content that the author wants so, on pages that allow it. */
export function RawHtml({ html }: { readonly html: string }): ReactNode {
  const content = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = content.current
    if (!element || !isNewContent(element, html)) return
    element.innerHTML = html
    leaveOuterForms(element)
    runScripts(element)
  }, [html])
  return <div ref={content} />
}
