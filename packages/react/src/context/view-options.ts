import { createContext, useContext } from 'react'
import type { Components } from '../components'
import { NEVER } from '../lazy-module'
import type { LaterRenderers, Renderers } from '../outputs/frame/renderer-props'
import type { LazyModule } from '../session/later-code'

/** How the outputs and forms of one provider are shown. */
export interface ViewOptions {
  /** What draws the outputs, by type. */
  readonly renderers: Renderers
  /** What draws the outputs of other types. */
  readonly laterRenderers: LazyModule<LaterRenderers>
  /** The host page's own components. */
  readonly components: Components
  /** The host page's own controls, by field type. */
  readonly fields: NonNullable<Components['fields']>
  /** Whether scripts that the server sends may run. */
  readonly allowScripts: boolean
  /** The URL of the handler; undefined if the task runs in the page. */
  readonly endpoint: string | undefined
  /** Whether the page is WebIO's own: then scopes carry ids, the task may set the document's title, and forms stay in view and take the focus. */
  readonly isStandAlone: boolean
}

export const ViewOptionsContext = createContext<ViewOptions>({
  renderers: {},
  laterRenderers: NEVER,
  components: {},
  fields: {},
  allowScripts: false,
  endpoint: undefined,
  isStandAlone: false,
})

/** The view options of the provider around a component. */
export function useViewOptions(): ViewOptions {
  return useContext(ViewOptionsContext)
}
