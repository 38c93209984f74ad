import type { OutputInsertCommand } from '../../protocol/commands'
import type { NodeId, NodeSpec } from '../../protocol/output-spec'
import type { ViewTree } from '../../state/view-tree'
import { placeBeside } from './side-by-side'
import type { PendingOutput } from './pending-output'

/** Where the queue hands over what leaves it. */
export interface OutputSink {
  readonly tree: ViewTree
  insert(command: OutputInsertCommand): void
  remove(node: NodeId): void
  /** The output is on the page now: its callbacks come alive. */
  arrived(output: PendingOutput): void
  /** The output has no place on the page. */
  dropped(output: PendingOutput): void
}

/**
 * Outputs that were made and not sent. They wait until the synchronous run ends, so that a container made in the same expression can
 * claim them.
 */
export class OutputQueue {
  #waiting: PendingOutput[] = []

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  push(output: PendingOutput): void {
    this.#waiting.push(output)
  }

  /** Sends what waits, in the order of the calls; leaves out what was claimed or dropped meanwhile. */
  drainTo(sink: OutputSink): void {
    const outputs = this.#waiting
    this.#waiting = []
    let run: { parent: NodeId; outputs: NodeSpec[]; members: PendingOutput[] } | null = null
    for (const output of outputs) {
      if (output.stage !== 'queued') continue
      if (typeof output.target === 'object') {
        if (run) send(sink, run.parent, undefined, run.outputs, run.members)
        run = null
        sendBeside(sink, output)
        continue
      }
      let parent = parentOf(sink.tree, output)
      if (parent === undefined && run !== null) {
        // It may go into a scope that is about to be put on the page.
        send(sink, run.parent, undefined, run.outputs, run.members)
        run = null
        parent = parentOf(sink.tree, output)
      }
      if (parent !== undefined && run !== null && run.parent === parent && output.position === -1) {
        // Appending to the same place again: one command for all of them.
        run.outputs.push(output.spec)
        run.members.push(output)
        continue
      }
      if (run) send(sink, run.parent, undefined, run.outputs, run.members)
      run = null
      const index = parent === undefined ? null : indexOf(sink.tree, parent, output.position)
      if (parent === undefined || index === null) drop(sink, output)
      else if (index === undefined) run = { parent, outputs: [output.spec], members: [output] }
      else send(sink, parent, index, [output.spec], [output])
    }
    if (run) send(sink, run.parent, undefined, run.outputs, run.members)
  }
}

function parentOf(tree: ViewTree, { target }: PendingOutput): NodeId | undefined {
  if (typeof target === 'object') return undefined
  return typeof target === 'number' ? target : tree.scopes.get(target)
}

function sendBeside(sink: OutputSink, output: PendingOutput): void {
  const { target } = output
  if (typeof target !== 'object') return
  const place = placeBeside(sink.tree, target)
  if (!place) return drop(sink, output)
  send(sink, place.parent, place.index, [output.spec], [output])
  if (target.side === 'instead') sink.remove(target.neighbour)
}

/** The index in a node that a position means. As `indexAt`. */
export function indexOf(tree: ViewTree, parent: NodeId, position: number): number | undefined | null {
  return position === -1 ? undefined : indexAt(tree.nodes.get(parent)?.children.length ?? 0, position)
}

/**
 * Turns a position (PyWebIO's: 0 first, -1 last, k before the child k, -k behind the child k from the end) among `length` children into an
 * index.
 * @returns undefined: at the end; null: out of range
 */
export function indexAt(length: number, position: number): number | undefined | null {
  if (position === -1) return undefined
  if (position === 0) return length === 0 ? undefined : 0
  if (position > 0) return position < length ? position : null
  const index = length + position
  return index >= 0 ? index + 1 : null
}

function send(
  sink: OutputSink,
  parent: NodeId,
  index: number | undefined,
  outputs: readonly NodeSpec[],
  members: readonly PendingOutput[],
): void {
  sink.insert(
    index === undefined
      ? { type: 'output-insert', parent, outputs }
      : { type: 'output-insert', parent, index, outputs },
  )
  for (const member of members) markSent(sink, member)
}

/** The output, and all that is in it, is on the page. */
export function markSent(sink: OutputSink, output: PendingOutput): void {
  output.stage = 'sent'
  if (output.handlers || output.onArrival) sink.arrived(output)
  if (output.children) for (const child of output.children) markSent(sink, child)
}

/** The output, and all that is in it, is on no page and will be on none. */
export function markGone(output: PendingOutput): void {
  output.stage = 'gone'
  for (const child of output.children ?? []) if (child.stage === 'claimed') markGone(child)
}

function drop(sink: OutputSink, output: PendingOutput): void {
  markGone(output)
  sink.dropped(output)
}
