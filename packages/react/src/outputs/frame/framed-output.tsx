import type { NodeSpec } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { PureComponent } from 'react'
import { useViewOptions } from '../../context/view-options'
import { useReport } from '../../hooks/use-report'
import { reportProblem } from '../../report-problem'
import type { LazyModule } from '../../session/later-code'
import type { WebIOError } from '../../session/session-options'
import { DuplicateScope } from './duplicate-scope'
import { LaterOutput } from './later-output'
import { outputName } from './output-name'
import type { AnyRenderer, LaterRenderers, Renderers } from './renderer-props'

/** What all outputs of a provider share. */
interface OutputFrame {
  readonly renderers: Renderers
  readonly laterRenderers: LazyModule<LaterRenderers>
  /** Reports an error to the host page. */
  readonly report: (error: WebIOError) => void
}

interface FramedOutputProps extends OutputFrame {
  readonly spec: NodeSpec
}

interface FramedOutputState {
  readonly hasFailed: boolean
}

/** What `FramedOutput` needs from the contexts around it. It does not read them itself, since there may be very many outputs. */
export function useOutputFrame(): OutputFrame {
  const { renderers, laterRenderers } = useViewOptions()
  return { renderers, laterRenderers, report: useReport() }
}

/**
 * An output by its type. Renders again only if its spec changes, not if only its children change. An output whose renderer throws does not affect
 * the rest of the page. A changed spec is tried again.
 */
export class FramedOutput extends PureComponent<FramedOutputProps, FramedOutputState> {
  override state: FramedOutputState = { hasFailed: false }
  /** An output keeps the component that it started with, so that it does not start over. */
  readonly #later: AnyRenderer =
    this.props.laterRenderers.get()?.LATER_RENDERERS[this.props.spec.type] ?? LaterOutput

  static getDerivedStateFromError(): FramedOutputState {
    return { hasFailed: true }
  }

  override componentDidCatch(cause: unknown): void {
    const { spec, report } = this.props
    const message = `the output '${spec.type}' (${spec.id}) could not be shown.`
    reportProblem(message, cause)
    report({ code: 'output_failed', message, cause })
  }

  override componentDidUpdate(before: FramedOutputProps, { hasFailed }: FramedOutputState): void {
    if (hasFailed && before.spec !== this.props.spec) this.setState({ hasFailed: false })
  }

  override render(): ReactNode {
    const { spec, renderers } = this.props
    if (spec.duplicate) return <DuplicateScope spec={spec} />
    if (this.state.hasFailed) {
      return (
        <div className="webio-broken" data-webio-output={outputName(spec)}>
          {spec.type}
        </div>
      )
    }
    const Renderer = renderers[spec.type] ?? this.#later
    return <Renderer spec={spec} />
  }
}
