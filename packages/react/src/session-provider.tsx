import type { Json } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useContext, useEffect, useImperativeHandle, useMemo, useState } from 'react'
import type { Components, FieldComponents, Outputs } from './components'
import { componentsIn } from './components-in'
import { InternalsContext } from './context/internals'
import { PartsContext } from './context/parts-context'
import { ProviderContext } from './context/provider-context'
import { ServicesContext } from './context/services'
import { TextsContext } from './context/texts-context'
import { ThemeContext } from './context/theme-context'
import { ViewOptionsContext } from './context/view-options'
import { ComponentFocus } from './dom/component-focus'
import { useIsHydrating } from './hooks/use-is-hydrating'
import { useSessionOwner } from './hooks/use-session-owner'
import { useShallowStable } from './hooks/use-shallow-stable'
import { lazyOutputs } from './lazy-outputs'
import { renderersWith } from './outputs/frame/renderers'
import type { ClassNames, Slots } from './parts'
import type { WebIOProviderProps } from './props'
import { PlacedScopes } from './session/placed-scopes'
import { isOwnEndpoint } from './session/wire/endpoint'
import { useTexts } from './texts/use-texts'

interface SessionProviderProps {
  readonly props: WebIOProviderProps
  /** Scopes that the component itself shows, with their places. */
  readonly fixed?: ReadonlyMap<string, symbol>
  readonly children?: ReactNode
}

const NO_COMPONENTS: Components = {}
const NO_CLASSES: ClassNames = {}

/** Provides one session to the components below. Draws nothing itself. */
export function SessionProvider({ props, fixed, children }: SessionProviderProps): ReactNode {
  const { ref } = props
  // Settings that come from JSON may be null.
  const theme = props.theme ?? 'inherit'
  const locale = props.locale ?? undefined
  const messages = props.messages ?? undefined
  const { isStandAlone = false, onSession } = useContext(InternalsContext)
  const { client, shown } = useSessionOwner(props)
  useEffect(() => onSession?.(client), [onSession, client])
  const [services] = useState(() => ({ placed: new PlacedScopes(fixed), focus: new ComponentFocus() }))
  const texts = useTexts({ locale, messages, surfaces: services.focus.surfaces })
  const slots = useShallowStable<Slots>(componentsIn('slots', props.slots))
  const classNames = useShallowStable<ClassNames>(props.classNames ?? NO_CLASSES)
  const parts = useMemo(() => ({ slots, classNames }), [slots, classNames])
  const provider = useMemo(() => ({ client, shown }), [client, shown])
  useImperativeHandle(
    ref,
    () => ({
      send: (name: string, data?: Json) => client.send(name, data),
      close: () => client.close(),
      restart: () => client.restart(),
    }),
    [client],
  )
  const { fields: legacyFields, ...givenComponents } = props.components ?? NO_COMPONENTS
  const components = useShallowStable<Components>(componentsIn('components', givenComponents))
  const outputs = useShallowStable<Outputs>(componentsIn('outputs', props.outputs))
  const fields = useShallowStable<FieldComponents>(
    componentsIn('fields', { ...legacyFields, ...props.fields }),
  )
  const { endpoint } = client
  // Scripts in a server-rendered document run after hydration. A server has no document to ask.
  const isHydrating = useIsHydrating()
  const allowScripts =
    shown !== null &&
    !isHydrating &&
    (typeof props.session === 'object'
      ? client.allowsScripts
      : (props.allowScripts ?? isOwnEndpoint(endpoint)))
  const view = useMemo(
    () => ({
      renderers: renderersWith(outputs, components),
      laterRenderers: lazyOutputs,
      components,
      fields,
      allowScripts,
      endpoint,
      isStandAlone,
    }),
    [outputs, components, fields, allowScripts, endpoint, isStandAlone],
  )
  return (
    <ProviderContext value={provider}>
      <ServicesContext value={services}>
        <ViewOptionsContext value={view}>
          <TextsContext value={texts}>
            <PartsContext value={parts}>
              <ThemeContext value={theme}>{children}</ThemeContext>
            </PartsContext>
          </TextsContext>
        </ViewOptionsContext>
      </ServicesContext>
    </ProviderContext>
  )
}
