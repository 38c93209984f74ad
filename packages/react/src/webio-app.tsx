import { ROOT_ID } from '@webio/core/protocol'
import type { Json, JsonObject } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { AppBody } from './app-body'
import { useIsNear } from './dom/use-is-near'
import { useProvider } from './context/provider-context'
import { SessionBoundary } from './context/session-boundary'
import { useIsShown } from './hooks/use-shown-session'
import { OutputView } from './outputs/frame/output-view'
import { Fallback } from './overlay/fallback'
import { Overlays } from './overlay/overlays'
import { ReconnectingLine } from './overlay/reconnecting-line'
import { ViewerLineOnDemand } from './overlay/viewer-line-on-demand'
import type { WebIOAppProps } from './props'
import { SessionProvider } from './session-provider'
import { splitProps } from './split-props'
import { Surface } from './surface'
import { WebIOForms } from './webio-forms'

/** The place of ROOT in `<WebIOApp>`. It is known from the start rather than set by an effect, which React may undo. */
const ROOT_PLACE = Symbol('ROOT of <WebIOApp>')
const FIXED: ReadonlyMap<string, symbol> = new Map([['ROOT', ROOT_PLACE]])

/**
 * A complete session: outputs, forms, popups, toasts, status. Other props, such as `id` or `aria-label`, become attributes of its outermost element.
 *
 * @example
 * <WebIOApp endpoint="/webio" app="index" params={{ lang: 'en' }} />
 */
export function WebIOApp<Params extends object = JsonObject, Auth = Json>(
  props: WebIOAppProps<Params, Auth>,
): ReactNode
export function WebIOApp({ loading = 'eager', ...props }: WebIOAppProps): ReactNode {
  const [isNear, ref] = useIsNear()
  if (loading === 'eager' || props.firstPaint || isNear) return <StartedApp {...props} />
  const { root, fallback } = splitProps(props)
  return (
    <div {...root} ref={ref} className={root.className ? `webio ${root.className}` : 'webio'}>
      {fallback}
    </div>
  )
}

function StartedApp(props: WebIOAppProps): ReactNode {
  const { provider, root, fallback } = splitProps(props)
  return (
    <SessionProvider props={provider} fixed={FIXED}>
      <Surface {...root}>
        <ReconnectingLine />
        <ViewerLineOnDemand />
        <AppBody>
          <Fallback>{fallback}</Fallback>
          <Root />
          <WebIOForms />
        </AppBody>
        <Overlays />
      </Surface>
    </SessionProvider>
  )
}

function Root(): ReactNode {
  const { shown } = useProvider('<WebIOApp>')
  const isShown = useIsShown(shown)
  if (!shown || !isShown) return null
  return (
    <SessionBoundary shown={shown}>
      <OutputView id={ROOT_ID} place={ROOT_PLACE} />
    </SessionBoundary>
  )
}
