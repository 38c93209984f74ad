import type { OutputTarget, PendingOutput } from '../../../engine/outputs/pending-output'
import type { Session } from '../../../engine/session'
import type { NodeId, NodeSpec } from '../../../protocol/output-spec'
import { isWithin } from '../../../state/reduce-output'
import { toText } from '../../text'
import { isOutput } from './is-output'
import type { ChildCollector } from './output-kind'

const NOTHING: ReadonlySet<NodeId> = new Set()

/** Outputs inside each other. Browsers and React draw contents by recursion, and give up a few hundred levels deeper. */
const DEEPEST = 100

/** The contents of one container. It claims its outputs, so that they are sent with it and not separately. */
export class Children implements ChildCollector {
  /** The direct contents of the container, in order. */
  specs: (NodeSpec | NodeId)[] = []
  /** The unsent outputs among them, including those in groups. */
  readonly outputs: PendingOutput[] = []
  readonly #claimed = new Set<NodeId>()
  readonly #session: Session
  readonly #caller: string
  /** The place of the container. */
  readonly #target: string | NodeId
  readonly #known: ReadonlySet<NodeId>

  /**
   * @param known the previous contents: if one of them is no longer on the page, its place is empty
   */
  constructor(session: Session, caller: string, target: OutputTarget, known = NOTHING) {
    this.#session = session
    this.#caller = caller
    this.#target = typeof target === 'object' ? target.neighbor : target
    this.#known = known
  }

  /** All given outputs, at any depth of groups. */
  get claimed(): ReadonlySet<NodeId> {
    return this.#claimed
  }

  add(content: unknown, argument: string): NodeId {
    if (isOutput(content)) return this.#claim(content.session, content.pending, argument)
    const text = toText(this.#caller, argument, content)
    return this.addSpec((id) => ({ id, type: 'text', text }))
  }

  addSpec(make: (id: NodeId) => NodeSpec): NodeId {
    const id = this.#session.view.newId()
    this.specs.push(make(id))
    return id
  }

  addGroup(fill: () => void): NodeId {
    const around = this.specs
    this.specs = []
    try {
      fill()
      const children = this.specs
      const id = this.#session.view.newId()
      around.push({ id, type: 'scope', ...(children.length > 0 && { children }) })
      return id
    } finally {
      this.specs = around
    }
  }

  #claim(session: Session, output: PendingOutput, argument: string): NodeId {
    if (session !== this.#session) {
      throw new TypeError(`${this.#caller}: ${argument} is an output of another session.`)
    }
    if (this.#claimed.has(output.id)) {
      throw new TypeError(`${this.#caller}: ${argument} is given twice: an output can be in only one place.`)
    }
    this.#claimed.add(output.id)
    // It already belongs to another output, which is sent first; then this one moves here.
    if (output.stage === 'claimed') this.#session.view.commit()
    if (output.stage === 'queued' || output.stage === 'loose') {
      if (holds(output, this.#target)) throw intoItself(this.#caller, argument)
      if (output.depth >= DEEPEST) throw tooDeep(this.#caller, argument)
      output.stage = 'claimed'
      this.specs.push(output.spec)
      this.outputs.push(output)
      return output.id
    }
    const { tree } = this.#session.view
    if (output.stage === 'gone' || !tree.nodes.has(output.id)) {
      if (this.#known.has(output.id)) return output.id
      throw new TypeError(`${this.#caller}: ${argument} is an output that is no longer on the page.`)
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

function tooDeep(caller: string, argument: string): RangeError {
  return new RangeError(
    `${caller}: ${argument} already holds ${DEEPEST} levels of outputs inside each other, which is the limit. Show some of them next to each other.`,
  )
}

/** Tells whether an unsent output is the given node or contains it. */
function holds(output: PendingOutput, id: string | NodeId): boolean {
  return output.id === id || (output.children ?? []).some((child) => holds(child, id))
}

/** A collector for functions without content. Nothing can be put inside. */
export const NO_CHILDREN: ChildCollector = { add: refuse, addSpec: refuse, addGroup: refuse }

function refuse(): never {
  throw new Error('This output takes no content.')
}
