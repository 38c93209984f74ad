import type { PageStatus } from '@webio/core/protocol'
import type { CSSProperties, ReactNode } from 'react'
import { createContext, useCallback, useContext } from 'react'
import { ThemeContext } from './context/theme-context'
import { TextsContext } from './context/texts-context'
import { useViewOptions } from './context/view-options'
import { useProviderStatus } from './hooks/use-provider-status'

interface SurfaceProps {
  readonly className?: string | undefined
  readonly style?: CSSProperties | undefined
  readonly children: ReactNode
}

const InsideContext = createContext(false)

/** An element `.webio`: what carries theme, direction and status. Inside another one it adds nothing. */
export function Surface({ className, style, children }: SurfaceProps): ReactNode {
  const isInside = useContext(InsideContext)
  const status: PageStatus = useProviderStatus()
  const theme = useContext(ThemeContext)
  const { direction } = useContext(TextsContext)
  const { focus } = useViewOptions()
  const ref = useCallback(
    (element: Element | null) => (element ? focus.addSurface(element) : undefined),
    [focus],
  )
  if (isInside) return children
  const variables = typeof theme === 'object' ? theme : undefined
  return (
    <InsideContext value={true}>
      <div
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
