import type { NodeId, WidgetSlot } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useCallback, useState } from 'react'
import { createPortal } from 'react-dom'
import { OutputView } from './frame/output-view'
import type { RendererProps } from './frame/renderer-props'
import { useAuthorHtml } from './markup/use-author-html'
import { useOutputRoot } from './frame/use-output-root'

/** An element of the widget's HTML, and the output in it. */
interface Place {
  readonly key: string
  readonly element: Element
  readonly output: NodeId
}

/** An author's own widget: HTML as in put_html, with ordinary outputs in its places. */
export function WidgetOutput({ spec }: RendererProps<'widget'>): ReactNode {
  const { slots } = spec
  const [places, setPlaces] = useState<readonly Place[]>([])
  const onFilled = useCallback((element: Element) => setPlaces(placesIn(element, slots)), [slots])
  const { content, isBusy } = useAuthorHtml(spec, onFilled)
  return (
    <div {...useOutputRoot(spec)} className="webio-widget webio-html webio-block" aria-busy={isBusy}>
      <div {...content} />
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
