import type { ReactNode } from 'react'
import type { RootAttributes, WebIOAppProps, WebIOProviderProps } from './props'

interface SplitProps {
  readonly provider: WebIOProviderProps
  readonly root: RootAttributes
  readonly fallback: ReactNode
}

type KeyOfEach<Union> = Union extends unknown ? keyof Union : never
type ProviderProp = Exclude<KeyOfEach<WebIOProviderProps>, 'children'>

/** Every prop of the session. If one were missing here, it would become an attribute of the element, so the type requires all of them. */
const PROVIDER_PROPS: Readonly<Record<ProviderProp, true>> = {
  ref: true,
  endpoint: true,
  task: true,
  session: true,
  role: true,
  firstPaint: true,
  app: true,
  params: true,
  allowScripts: true,
  auth: true,
  resumeKey: true,
  transports: true,
  keepAlive: true,
  theme: true,
  outputs: true,
  fields: true,
  components: true,
  slots: true,
  classNames: true,
  messages: true,
  locale: true,
  onReady: true,
  onEvent: true,
  onResult: true,
  onClose: true,
  onError: true,
}

/** Splits the props of `<WebIOApp>` into those of the session and those of the outermost element. */
export function splitProps({ fallback, ...props }: WebIOAppProps): SplitProps {
  const provider: Record<string, unknown> = {}
  const root: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(props)) {
    const isAttribute = name === 'role' && typeof props.session !== 'string'
    if (Object.hasOwn(PROVIDER_PROPS, name) && !isAttribute) provider[name] = value
    else root[name] = value
  }
  return { provider: provider as unknown as WebIOProviderProps, root, fallback }
}
