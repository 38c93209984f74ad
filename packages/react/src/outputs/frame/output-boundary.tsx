import type { NodeSpec } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { Component } from 'react'
import { reportProblem } from '../../report-problem'
import type { WebIOError } from '../../session/session-options'
import { outputName } from './output-name'

interface OutputBoundaryProps {
  readonly spec: NodeSpec
  /** Tells the host page. */
  readonly report: (error: WebIOError) => void
  readonly children: ReactNode
}

interface OutputBoundaryState {
  readonly hasFailed: boolean
}

/** Keeps an output whose renderer throws from taking the page with it. Another spec gets another try. */
export class OutputBoundary extends Component<OutputBoundaryProps, OutputBoundaryState> {
  override state: OutputBoundaryState = { hasFailed: false }

  static getDerivedStateFromError(): OutputBoundaryState {
    return { hasFailed: true }
  }

  override componentDidCatch(cause: unknown): void {
    const { spec, report } = this.props
    const message = `the output '${spec.type}' (${spec.id}) could not be shown.`
    reportProblem(message, cause)
    report({ code: 'output_failed', message, cause })
  }

  override componentDidUpdate(before: OutputBoundaryProps, { hasFailed }: OutputBoundaryState): void {
    if (hasFailed && before.spec !== this.props.spec) this.setState({ hasFailed: false })
  }

  override render(): ReactNode {
    const { spec, children } = this.props
    if (!this.state.hasFailed) return children
    return (
      <div className="webio-broken" data-webio-output={outputName(spec)}>
        {spec.type}
      </div>
    )
  }
}
