import { markGone } from '../../engine/outputs/pending-output'
import { indexAt } from '../../engine/outputs/placement'
import { checkArgument } from '../arguments'
import { liveContext } from '../live-context'
import { Children } from './handle/children'
import type { Content } from './handle/content'
import { addAll } from './handle/content'
import { discardingOnError } from './handle/discard-outputs'
import { buildOutput } from './handle/make-output'
import type { Output } from './handle/output'
import { OutputHandle } from './handle/output-handle'
import type { OutputKind } from './handle/output-kind'

/** A place for outputs whose contents can be changed wherever it is. */
export interface OutputHolder extends Output {
  /** Replaces its contents. */
  reset(...contents: unknown[]): void
  /** Adds contents at the end. */
  append(...contents: unknown[]): void
  /**
   * Inserts contents in this order.
   * @param index like the `position` of an output: before the child with this index or, if negative, after the child counted from the end. If it is
   * out of range, nothing is shown
   */
  insert(index: number, ...contents: unknown[]): void
}

/**
 * Creates a place for outputs, which can be used like any output. Unlike other outputs, it is not shown until you put it into a container or
 * call `show()`. Deprecated in PyWebIO: `put_scope` and `use_scope` do the same.
 *
 * @param contents outputs and texts
 * @example
 * const hobbies = output('Coding')
 * put_table([['Name', 'Hobbies'], ['Wang', hobbies]])
 * hobbies.append('Music')
 */
export function output(...contents: unknown[]): OutputHolder {
  const context = liveContext('output')
  return discardingOnError(contents, () =>
    buildOutput(Holder, context, HOLDER, { content: contents }, context.scope.name, -1),
  )
}

interface HolderParams {
  readonly content?: Content
}

const HOLDER: OutputKind<HolderParams> = {
  name: 'output',
  parameters: { content: 'any' },
  options: {},
  container: true,
  build(id, { content }, children) {
    addAll(children, content)
    return { id, type: 'scope' }
  },
}

class Holder extends OutputHandle<HolderParams> implements OutputHolder {
  reset(...contents: unknown[]): void {
    this.update({ content: contents })
  }

  append(...contents: unknown[]): void {
    this.#insert('append', -1, contents)
  }

  insert(index: number, ...contents: unknown[]): void {
    discardingOnError(contents, () => checkArgument('output().insert', 'index', index, 'integer'))
    this.#insert('insert', index, contents)
  }

  #insert(method: string, position: number, contents: readonly unknown[]): void {
    this.assertUsable(method)
    discardingOnError(contents, () => {
      const children = new Children(this.session, `output().${method}`, this.id)
      addAll(children, contents, 'contents')
      if (this.pending.stage === 'sent') this.#insertShown(position, children)
      else this.#insertPending(position, children)
    })
  }

  #insertShown(position: number, { specs, outputs }: Children): void {
    this.session.view.commit()
    const node = this.session.view.tree.nodes.get(this.id)
    const index = node ? indexAt(node.children.length, position) : null
    if (index === null) outputs.forEach(markGone)
    else if (specs.length > 0) this.session.view.insertInto(this.id, specs, outputs, index)
  }

  #insertPending(position: number, { specs, outputs }: Children): void {
    const { pending } = this
    const before = pending.spec.children ?? []
    const index = indexAt(before.length, position)
    if (index === null || pending.stage === 'gone') return outputs.forEach(markGone)
    const at = index ?? before.length
    Object.assign(pending.spec, { children: [...before.slice(0, at), ...specs, ...before.slice(at)] })
    pending.children = [...(pending.children ?? []), ...outputs]
  }
}
