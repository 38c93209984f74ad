import type { ReactNode, SyntheticEvent } from 'react'
import { createContext, useCallback, useContext, useLayoutEffect, useRef } from 'react'
import { ProviderContext } from './context/provider-context'
import { useServices } from './context/services'
import { ThemeContext } from './context/theme-context'
import { TextsContext } from './context/texts-context'
import { followColorScheme } from './dom/follow-color-scheme'
import type { RootAttributes } from './props'
import { useEnv, useRole, useStatus } from './hooks/use-shown-session'

interface SurfaceProps extends RootAttributes {
  readonly children: ReactNode
}

/**
 * Stops an event's propagation through React, which would reach the host page's handlers even through portals. The browser's own event continues:
 * something else may wait for a click.
 */
function keepInside(event: SyntheticEvent): void {
  event.isPropagationStopped = () => true
}

/** Events that the host page's forms must not receive. */
const KEPT_INSIDE = {
  onBeforeInput: keepInside,
  onChange: keepInside,
  onInput: keepInside,
  onInvalid: keepInside,
  onReset: keepInside,
  onSubmit: keepInside,
}

/** The session of the surface around a component. */
const InsideContext = createContext<object | null>(null)

/** A `.webio` element, which carries theme, direction and status. Inside another one of the same session it adds nothing. */
export function Surface({ className, style, children, ...attributes }: SurfaceProps): ReactNode {
  const { client = null, shown } = useContext(ProviderContext) ?? {}
  const isInside = useContext(InsideContext) === client && client !== null
  const status = useStatus(shown)
  const role = useRole(shown)
  const ofHost = useContext(ThemeContext)
  const { theme: ofTask } = useEnv(shown)
  const { tag, direction } = useContext(TextsContext)
  const { focus } = useServices()
  const { mode = 'inherit', ...variables } = typeof ofHost === 'object' ? ofHost : { mode: ofHost }
  const theme = mode === 'inherit' || mode === 'auto' ? (ofTask ?? mode) : mode
  const root = useRef<Element>(null)
  const ref = useCallback(
    (element: Element | null) => {
      root.current = element
      return element ? focus.addSurface(element) : undefined
    },
    [focus],
  )
  const followsHost = theme === 'inherit' && !isInside
  useLayoutEffect(
    () => (followsHost && root.current ? followColorScheme(root.current) : undefined),
    [followsHost],
  )
  if (isInside) return children
  return (
    <InsideContext value={client}>
      <div
        {...KEPT_INSIDE}
        {...attributes}
        ref={ref}
        className={className ? `webio ${className}` : 'webio'}
        data-webio-status={status}
        data-webio-role={role === 'observer' ? role : undefined}
        data-webio-theme={theme}
        lang={tag}
        dir={direction}
        style={{ ...variables, ...style }}
      >
        {children}
      </div>
    </InsideContext>
  )
}
