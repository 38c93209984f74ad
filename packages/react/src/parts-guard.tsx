import type { ContextType, ReactNode } from 'react'
import { Component, Suspense, useContext } from 'react'
import { PartsContext } from './context/parts-context'
import { ProviderContext } from './context/provider-context'
import { useViewOptions, ViewOptionsContext } from './context/view-options'
import { LoadingPart } from './loading-part'
import { reportProblem } from './report-problem'

interface PartsGuardProps {
  readonly children: ReactNode
}

interface PartsGuardState {
  readonly hasFailed: boolean
}

/**
 * Around content that components of the host page draw, in `fields` and `slots`. If one of them throws, the content is drawn again without them, so that
 * a form can still be answered. If one suspends, only this content waits.
 */
export class PartsGuard extends Component<PartsGuardProps, PartsGuardState> {
  static override contextType = ProviderContext
  declare context: ContextType<typeof ProviderContext>
  override state: PartsGuardState = { hasFailed: false }

  static getDerivedStateFromError(): PartsGuardState {
    return { hasFailed: true }
  }

  override componentDidCatch(cause: unknown): void {
    const message = 'a component in fields or slots has failed. The built-in ones replace it.'
    reportProblem(message, cause)
    this.context?.client.report({ code: 'part_failed', message, cause })
  }

  override render(): ReactNode {
    const content = <Suspense fallback={<LoadingPart />}>{this.props.children}</Suspense>
    return this.state.hasFailed ? <BuiltInParts>{content}</BuiltInParts> : content
  }
}

function BuiltInParts({ children }: PartsGuardProps): ReactNode {
  const parts = useContext(PartsContext)
  return (
    <ViewOptionsContext value={{ ...useViewOptions(), fields: {} }}>
      <PartsContext value={{ ...parts, slots: {} }}>{children}</PartsContext>
    </ViewOptionsContext>
  )
}
