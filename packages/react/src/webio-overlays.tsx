import type { ReactNode } from 'react'
import { useContext, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import { useProvider } from './context/provider-context'
import { OverlayPlacesContext } from './overlay/overlay-places'
import { Overlays } from './overlay/overlays'
import { ReconnectingLine } from './overlay/reconnecting-line'
import { ViewerLineOnDemand } from './overlay/viewer-line-on-demand'
import { Surface } from './surface'

/**
 * The place of a `<WebIOProvider>`'s popups and toasts in the document. They appear above the page wherever that is. Without it, they come after
 * the provider's children. Place it inside a modal `<dialog>` that shows a part of the session: nothing outside an open dialog can be used.
 *
 * @example
 * <dialog ref={dialog}>
 *   <WebIOScope name="ROOT" /><WebIOForms /><WebIOOverlays />
 * </dialog>
 */
export function WebIOOverlays(): ReactNode {
  useProvider('<WebIOOverlays>')
  const places = useContext(OverlayPlacesContext)
  const [place] = useState(() => Symbol('overlays'))
  useLayoutEffect(() => places?.add(place), [places, place])
  return <OverlaysAt place={place} />
}

/** The overlays, if this is their place. */
export function OverlaysAt({ place }: { readonly place: symbol | undefined }): ReactNode {
  const places = useContext(OverlayPlacesContext)
  const read = (): symbol | undefined => places?.first
  const first = useSyncExternalStore(places?.subscribe ?? never, read, () => undefined)
  if (first !== place) return null
  return (
    <Surface>
      <ReconnectingLine place="viewport" />
      <ViewerLineOnDemand isPlaced />
      <Overlays />
    </Surface>
  )
}

const never = (): (() => void) => () => {}
