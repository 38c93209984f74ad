import type { ReactNode } from 'react'
import { useContext, useMemo, useState } from 'react'
import { ComponentFocus } from './dom/component-focus'
import { isOwnEndpoint } from './session/wire/endpoint'
import { PlacedScopes } from './session/placed-scopes'
import type { Components } from './components'
import { InternalsContext } from './context/internals'
import { ProviderContext } from './context/provider-context'
import { TextsContext } from './context/texts-context'
import { ThemeContext } from './context/theme-context'
import { ViewOptionsContext } from './context/view-options'
import { renderersWith } from './outputs/frame/renderers'
import type { WebIOProviderProps } from './props'
import { useSessionOwner } from './hooks/use-session-owner'
import { useTexts } from './texts/use-texts'

const NO_COMPONENTS: Components = {}

/** One session for the components below; draws nothing itself. */
export function SessionProvider(props: WebIOProviderProps): ReactNode {
  const { endpoint, components = NO_COMPONENTS, theme = 'auto', locale, messages, children } = props
  const { isStandAlone = false } = useContext(InternalsContext)
  const { client, page } = useSessionOwner(props)
  const [placed] = useState(() => new PlacedScopes())
  const [focus] = useState(() => new ComponentFocus())
  const texts = useTexts(locale, messages)
  const provider = useMemo(() => ({ client, page }), [client, page])
  // Nothing of a session is drawn before there is a page, and so none on the server, where there is no document.
  const allowScripts = page !== null && (props.allowScripts ?? isOwnEndpoint(endpoint))
  const view = useMemo(
    () => ({
      renderers: renderersWith(components),
      components,
      fields: components.fields ?? {},
      allowScripts,
      endpoint,
      isStandAlone,
      placed,
      focus,
    }),
    [components, allowScripts, endpoint, isStandAlone, placed, focus],
  )
  return (
    <ProviderContext value={provider}>
      <ViewOptionsContext value={view}>
        <TextsContext value={texts}>
          <ThemeContext value={theme}>{children}</ThemeContext>
        </TextsContext>
      </ViewOptionsContext>
    </ProviderContext>
  )
}
