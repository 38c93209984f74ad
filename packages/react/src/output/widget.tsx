import type { NodeId, WidgetSlot } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useViewOptions } from '../context/view-options'
import { lazyModule, useLazyModule } from '../lazy-module'
import { OutputView } from './output-view'
import type { RendererProps } from './renderer-props'
import { runScripts } from './run-scripts'
import { useOutputRoot } from './use-output-root'

const cleaner = lazyModule(() => import('./clean-html'))

/** An element of the widget's HTML, and the output that shows in it. */
interface Place {
  readonly key: string
  readonly element: Element
  readonly output: NodeId
}

/** An author's own widget: its HTML as that of put_html, its outputs as everywhere. */
export function WidgetOutput({ spec }: RendererProps<'widget'>): ReactNode {
  const { html, slots, sanitize = true } = spec
  const { allowScripts } = useViewOptions()
  const asItIs = !sanitize && allowScripts
  const loaded = useLazyModule(cleaner, !asItIs)
  const content = useRef<HTMLDivElement>(null)
  const [places, setPlaces] = useState<readonly Place[]>([])

  useLayoutEffect(() => {
    const element = content.current
    if (!element || (!asItIs && !loaded)) return
    if (loaded) element.replaceChildren(loaded.cleanHtml(html, { keepStyles: !sanitize }))
    else element.innerHTML = html
    setPlaces(placesIn(element, slots))
    if (asItIs) runScripts(element)
  }, [html, slots, sanitize, asItIs, loaded])

  return (
    <div
      {...useOutputRoot(spec)}
      className="webio-widget webio-html webio-block"
      aria-busy={!asItIs && !loaded}
    >
      <div ref={content} />
      {places.map(({ key, element, output }) => createPortal(<OutputView id={output} />, element, key))}
    </div>
  )
}

function placesIn(element: Element, slots: readonly WidgetSlot[]): Place[] {
  const found = new Map<string | null, Element>()
  for (const place of element.querySelectorAll('[data-webio-slot]')) {
    found.set(place.getAttribute('data-webio-slot'), place)
  }
  return slots.flatMap(({ key, output }) => {
    const place = found.get(key)
    return place ? [{ key, element: place, output }] : []
  })
}
