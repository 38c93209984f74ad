import type { ReactNode } from 'react'
import type { RootAttributes, WebIOAppProps, WebIOProviderProps } from './props'

interface SplitProps {
  readonly provider: WebIOProviderProps
  readonly root: RootAttributes
  readonly fallback: ReactNode
}

/** Of the props of `<WebIOApp>`, those of the session and those of the outermost element. */
export function splitProps(props: WebIOAppProps): SplitProps {
  const {
    ref,
    endpoint,
    task,
    session,
    app,
    params,
    allowScripts,
    auth,
    resumeKey,
    transports,
    keepAlive,
    theme,
    outputs,
    fields,
    components,
    slots,
    classNames,
    messages,
    locale,
    onReady,
    onEvent,
    onResult,
    onClose,
    onError,
    fallback,
    ...root
  } = props
  const provider = {
    ref,
    endpoint,
    task,
    session,
    app,
    params,
    allowScripts,
    auth,
    resumeKey,
    transports,
    keepAlive,
    theme,
    outputs,
    fields,
    components,
    slots,
    classNames,
    messages,
    locale,
    onReady,
    onEvent,
    onResult,
    onClose,
    onError,
  }
  // Taken apart and put together again, the members of the union cannot be told apart any more.
  return { provider: provider as WebIOProviderProps, root, fallback }
}
