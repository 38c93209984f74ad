import type { Json, JsonObject } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { OverlayPlaces, OverlayPlacesContext } from './overlay/overlay-places'
import type { WebIOProviderProps } from './props'
import { SessionProvider } from './session-provider'
import { OverlaysAt } from './webio-overlays'

/**
 * One session, shown where the host page places `<WebIOScope>` and `<WebIOForms>`. Popups and toasts appear above the page; `<WebIOOverlays>` sets
 * their place in the document.
 *
 * @example
 * <WebIOProvider endpoint="/webio">
 *   <aside><WebIOScope name="sidebar" /></aside>
 *   <main><WebIOScope name="ROOT" /><WebIOForms /></main>
 * </WebIOProvider>
 */
export function WebIOProvider<Params extends object = JsonObject, Auth = Json>(
  props: WebIOProviderProps<Params, Auth>,
): ReactNode
export function WebIOProvider(props: WebIOProviderProps): ReactNode {
  const [places] = useState(() => new OverlayPlaces())
  return (
    <SessionProvider props={props}>
      <OverlayPlacesContext value={places}>
        {props.children}
        <OverlaysAt place={undefined} />
      </OverlayPlacesContext>
    </SessionProvider>
  )
}
