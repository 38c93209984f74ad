import type { NodeId } from '@webio/core/protocol'
import type { RefObject } from 'react'
import { useLayoutEffect, useRef } from 'react'
import { useShownSession } from '../../context/shown-session-context'
import { useViewOptions } from '../../context/view-options'
import { leaveOuterForms } from '../../dom/no-form'
import { lazyModule, useLazyModule } from '../../lazy-module'
import { isNewContent } from './is-new-content'
import { listOf } from './list-of-names'
import { runScripts } from './run-scripts'

const cleaner = lazyModule(() => import('./clean-html'))

/** The HTML that an author gave an output. */
interface AuthorHtml {
  readonly id: NodeId
  readonly html: string
  readonly sanitize?: boolean
}

/**
 * Fills an element with an author's HTML: cleaned, or as it is, scripts included, where the author wants that and the page allows scripts.
 * @param onFilled told of the element when it is filled, before scripts run; another function fills it anew
 * @returns `isBusy` as long as what cleans has not been loaded
 */
export function useAuthorHtml(
  { id, html, sanitize = true }: AuthorHtml,
  onFilled?: (element: HTMLElement) => void,
): { readonly content: RefObject<HTMLDivElement | null>; readonly isBusy: boolean } {
  const { allowScripts } = useViewOptions()
  const { session } = useShownSession()
  const asItIs = !sanitize && allowScripts
  const loaded = useLazyModule(cleaner, !asItIs)
  const content = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = content.current
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
  return { content, isBusy: !asItIs && !loaded }
}
