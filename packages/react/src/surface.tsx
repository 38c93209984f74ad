import type { PageStatus } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { createContext, useCallback, useContext } from 'react'
import { ProviderContext } from './context/provider-context'
import { useServices } from './context/services'
import { ThemeContext } from './context/theme-context'
import { TextsContext } from './context/texts-context'
import { useProviderEnv } from './hooks/use-provider-env'
import type { RootAttributes } from './props'
import { useProviderStatus } from './hooks/use-provider-status'

interface SurfaceProps extends RootAttributes {
  readonly children: ReactNode
}

/** The session of the surface around a component. */
const InsideContext = createContext<object | null>(null)

/** An element `.webio`: what carries theme, direction and status. Inside another one of the same session it adds nothing. */
export function Surface({ className, style, children, ...attributes }: SurfaceProps): ReactNode {
  const client = useContext(ProviderContext)?.client ?? null
  const isInside = useContext(InsideContext) === client && client !== null
  const status: PageStatus = useProviderStatus()
  const ofHost = useContext(ThemeContext)
  const { theme: ofTask = 'auto' } = useProviderEnv()
  const theme = ofHost === 'auto' ? ofTask : ofHost
  const { direction } = useContext(TextsContext)
  const { focus } = useServices()
  const ref = useCallback(
    (element: Element | null) => (element ? focus.addSurface(element) : undefined),
    [focus],
  )
  if (isInside) return children
  const variables = typeof theme === 'object' ? theme : undefined
  return (
    <InsideContext value={client}>
      <div
        {...attributes}
        ref={ref}
        className={className ? `webio ${className}` : 'webio'}
        data-webio-status={status}
        data-webio-theme={typeof theme === 'string' ? theme : 'auto'}
        dir={direction === 'rtl' ? 'rtl' : undefined}
        style={variables || style ? { ...variables, ...style } : undefined}
      >
        {children}
      </div>
    </InsideContext>
  )
}
