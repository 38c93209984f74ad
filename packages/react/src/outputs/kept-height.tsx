import type { ReactNode, RefObject } from 'react'
import { Component } from 'react'

interface KeptHeightProps {
  readonly element: RefObject<HTMLElement | null>
  readonly isKept: boolean
  readonly children: ReactNode
}

/**
 * Keeps an element at least as high as it is when `isKept` becomes true (rule C9). It is a class, because only class components learn of the
 * moment before the document changes.
 */
export class KeptHeight extends Component<KeptHeightProps> {
  #before = ''

  override getSnapshotBeforeUpdate({ isKept: wasKept }: KeptHeightProps): number | null {
    const { element, isKept } = this.props
    return isKept && !wasKept ? (element.current?.offsetHeight ?? null) : null
  }

  override componentDidUpdate({ isKept: wasKept }: KeptHeightProps, _: unknown, height: number | null): void {
    const style = this.props.element.current?.style
    if (!style) return
    if (height !== null) {
      this.#before = style.minHeight
      style.minHeight = `${height}px`
    } else if (wasKept && !this.props.isKept) style.minHeight = this.#before
  }

  override render(): ReactNode {
    return this.props.children
  }
}
