import type { ReactNode } from 'react'
import { AppBody } from './app-body'
import { Fallback } from './overlay/fallback'
import { Overlays } from './overlay/overlays'
import { ReconnectingLine } from './overlay/reconnecting-line'
import type { WebIOAppProps } from './props'
import { SessionProvider } from './session-provider'
import { Surface } from './surface'
import { WebIOForms } from './webio-forms'
import { WebIOScope } from './webio-scope'

/**
 * A session with everything that shows it: outputs, forms, popups, toasts, status.
 *
 * @example
 * <WebIOApp endpoint="/webio" app="index" params={{ lang: 'en' }} />
 */
export function WebIOApp({ className, style, fallback, ...props }: WebIOAppProps): ReactNode {
  return (
    <SessionProvider {...props}>
      <Surface className={className} style={style}>
        <ReconnectingLine />
        <AppBody>
          <Fallback>{fallback}</Fallback>
          <WebIOScope name="ROOT" />
          <WebIOForms />
        </AppBody>
        <Overlays />
      </Surface>
    </SessionProvider>
  )
}
