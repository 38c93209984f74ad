import type { CSSProperties, ReactNode } from 'react'
import { useProvider } from './context/provider-context'
import { useViewOptions } from './context/view-options'
import { useLiveStyle } from './hooks/use-is-hydrating'
import { useEnv } from './hooks/use-shown-session'

/** Holds the outputs and forms of a `<WebIOApp>`, as wide as the task wants. On the stand-alone page it can also fill the height of the view. */
export function AppBody({ children }: { readonly children: ReactNode }): ReactNode {
  const { isStandAlone } = useViewOptions()
  const { output_max_width, output_fixed_height = false } = useEnv(useProvider('<WebIOApp>').shown)
  const width = output_max_width === undefined ? undefined : { '--webio-output-max-width': output_max_width }
  const style = useLiveStyle(width as CSSProperties | undefined)
  return (
    <div
      className="webio-body"
      data-fixed-height={isStandAlone && output_fixed_height ? '' : undefined}
      style={style}
    >
      {children}
    </div>
  )
}
