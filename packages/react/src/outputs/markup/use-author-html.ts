import type { NodeId } from '@webio/core/protocol'
import type { ComponentPropsWithRef } from 'react'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useShownSession } from '../../context/shown-session-context'
import { useViewOptions } from '../../context/view-options'
import { leaveOuterForms } from '../../dom/no-form'
import { useIsHydrating } from '../../hooks/use-is-hydrating'
import { lazyModule, useLazyModule, useReadableModule } from '../../lazy-module'
import { isNewContent } from './is-new-content'
import { lazyCleaner } from './lazy-cleaner'
import { listOf } from './list-of-names'
import { runScripts } from './run-scripts'

const reader = lazyModule(() => import('./readable-html'))

/** React does not own the element's content. Always the same object, so that React leaves it alone. */
const FILLED_ELSEWHERE = { __html: '' }

/** The HTML that an author gave to an output. */
interface AuthorHtml {
  readonly id: NodeId
  readonly html: string
  readonly sanitize?: boolean
}

/**
 * Fills an element with an author's HTML: sanitized, or unchanged with its scripts if the author wants that and the page allows scripts.
 * @param onFilled receives the element when it is filled, before scripts run; a different function fills it again
 * @returns `content` holds the props of the element; `isBusy` is true until the sanitizer has been loaded
 */
export function useAuthorHtml(
  { id, html, sanitize = true }: AuthorHtml,
  onFilled?: (element: HTMLElement) => void,
): { readonly content: ComponentPropsWithRef<'div'>; readonly isBusy: boolean } {
  const { allowScripts } = useViewOptions()
  const { session } = useShownSession()
  const asItIs = !sanitize && allowScripts
  const loaded = useLazyModule(lazyCleaner, !asItIs)
  const ref = useRef<HTMLDivElement>(null)
  const readable = useReadable(html)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element || (!asItIs && !loaded)) return
    if (!isNewContent(element, html, sanitize, asItIs, onFilled)) return
    if (loaded) {
      const { fragment, removed } = loaded.cleanHtml(html, { keepStyles: !sanitize })
      element.replaceChildren(fragment)
      if (removed.length > 0 && session.tree.env.debug)
        session.send({ type: 'output-report', output: id, problem: 'cleaned', message: listOf(removed) })
    } else element.innerHTML = html
    leaveOuterForms(element)
    onFilled?.(element)
    if (asItIs) runScripts(element)
  }, [id, html, sanitize, asItIs, loaded, onFilled, session])
  return { content: { ref, ...readable }, isBusy: !asItIs && !loaded }
}

/** In a server-rendered document: HTML that can be read until the page fills the element. */
function useReadable(html: string): ComponentPropsWithRef<'div'> {
  const isServer = typeof document === 'undefined'
  const [isFromServer] = useState(useIsHydrating())
  const loaded = useReadableModule(reader, isServer)
  const served = useMemo(() => loaded && { __html: loaded.readableHtml(html) }, [loaded, html])
  if (!isFromServer) return {}
  return { suppressHydrationWarning: true, dangerouslySetInnerHTML: served ?? FILLED_ELSEWHERE }
}
