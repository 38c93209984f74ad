import type { PendingOutput } from '../../engine/pending-output'
import type { Session } from '../../engine/session'
import type { NodeId, NodeSpec } from '../../protocol/output-spec'
import { isWithin } from '../../state/reduce-output'
import { toText } from '../text'
import { isOutput } from './is-output'
import type { ChildCollector } from './output-kind'

/** What one container is given: its outputs are claimed, so that they are sent with it and not on their own. */
export class Children implements ChildCollector {
  readonly specs: (NodeSpec | NodeId)[] = []
  readonly outputs: PendingOutput[] = []
  readonly #claimed = new Set<NodeId>()
  readonly #session: Session
  readonly #caller: string
  /** Where the container goes. */
  readonly #target: string | NodeId

  constructor(session: Session, caller: string, target: string | NodeId) {
    this.#session = session
    this.#caller = caller
    this.#target = target
  }

  add(content: unknown, argument: string): NodeId {
    if (isOutput(content)) return this.#claim(content.session, content.pending, argument)
    const text = toText(this.#caller, argument, content)
    return this.addSpec((id) => ({ id, type: 'text', text }))
  }

  addSpec(make: (id: NodeId) => NodeSpec): NodeId {
    const id = this.#session.newId()
    this.specs.push(make(id))
    return id
  }

  #claim(session: Session, output: PendingOutput, argument: string): NodeId {
    if (session !== this.#session) {
      throw new TypeError(`${this.#caller}: ${argument} is an output of another session.`)
    }
    if (this.#claimed.has(output.id)) {
      throw new TypeError(`${this.#caller}: ${argument} is there twice: an output stands in one place.`)
    }
    this.#claimed.add(output.id)
    // Part of something else already: that is sent first, then this one moves here.
    if (output.stage === 'claimed') this.#session.commitOutputs()
    if (output.stage === 'queued') {
      if (holds(output, this.#target)) throw intoItself(this.#caller, argument)
      output.stage = 'claimed'
      this.specs.push(output.spec)
      this.outputs.push(output)
      return output.id
    }
    const { tree } = this.#session
    if (output.stage === 'gone' || !tree.nodes.has(output.id)) {
      throw new TypeError(`${this.#caller}: ${argument} is an output that is not on the page any more.`)
    }
    const target = typeof this.#target === 'number' ? this.#target : tree.scopes.get(this.#target)
    if (target !== undefined && isWithin(tree, target, output.id)) {
      throw intoItself(this.#caller, argument)
    }
    this.specs.push(output.id)
    return output.id
  }
}

function intoItself(caller: string, argument: string): RangeError {
  return new RangeError(`${caller}: ${argument} cannot move into itself.`)
}

/** Tells whether an output that is not sent is the node that is looked for, or has it inside. */
function holds(output: PendingOutput, id: string | NodeId): boolean {
  return output.id === id || (output.children ?? []).some((child) => holds(child, id))
}

/** For functions that take no content: nothing can be put inside. */
export const NO_CHILDREN: ChildCollector = {
  add() {
    throw new Error('This output takes no content.')
  },
  addSpec() {
    throw new Error('This output takes no content.')
  },
}

/** What can be shown inside another output: an output, an array of contents, or anything else, as a text. */
export function contentList(content: unknown): readonly unknown[] {
  if (content === undefined || content === null) return []
  return Array.isArray(content) ? content : [content]
}
