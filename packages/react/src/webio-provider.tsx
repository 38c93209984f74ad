import type { ReactNode } from 'react'
import { Overlays } from './overlay/overlays'
import { ReconnectingLine } from './overlay/reconnecting-line'
import type { WebIOProviderProps } from './props'
import { SessionProvider } from './session-provider'
import { Surface } from './surface'

/**
 * One session, shown where the host page places `<WebIOScope>` and `<WebIOForms>`. Popups and toasts lie above the page.
 *
 * @example
 * <WebIOProvider endpoint="/webio">
 *   <aside><WebIOScope name="sidebar" /></aside>
 *   <main><WebIOScope name="ROOT" /><WebIOForms /></main>
 * </WebIOProvider>
 */
export function WebIOProvider(props: WebIOProviderProps): ReactNode {
  return (
    <SessionProvider props={props}>
      {props.children}
      <Surface>
        <ReconnectingLine place="viewport" />
        <Overlays />
      </Surface>
    </SessionProvider>
  )
}
