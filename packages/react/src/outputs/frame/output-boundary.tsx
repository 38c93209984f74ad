import type { NodeSpec } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { Component } from 'react'
import { reportProblem } from '../../report-problem'
import { outputName } from './output-name'

interface OutputBoundaryProps {
  readonly spec: NodeSpec
  readonly children: ReactNode
}

interface OutputBoundaryState {
  /** The spec whose renderer threw. Another spec gets another try. */
  readonly failed: NodeSpec | null
}

/** Keeps an output whose renderer throws from taking the page with it. */
export class OutputBoundary extends Component<OutputBoundaryProps, OutputBoundaryState> {
  override state: OutputBoundaryState = { failed: null }

  override componentDidCatch(error: unknown): void {
    const { spec } = this.props
    reportProblem(`the output '${spec.type}' (${spec.id}) could not be shown.`, error)
  }

  static getDerivedStateFromError(): Partial<OutputBoundaryState> {
    return { failed: PENDING }
  }

  static getDerivedStateFromProps(
    { spec }: OutputBoundaryProps,
    { failed }: OutputBoundaryState,
  ): Partial<OutputBoundaryState> | null {
    if (failed === PENDING) return { failed: spec }
    return failed && failed !== spec ? { failed: null } : null
  }

  override render(): ReactNode {
    const { spec, children } = this.props
    if (!this.state.failed) return children
    return (
      <div className="webio-broken" data-webio-output={outputName(spec)}>
        {spec.type}
      </div>
    )
  }
}

/** Stands for the spec that is being rendered, which React does not tell when an error is caught. */
const PENDING: NodeSpec = { id: -1, type: 'gap' }
