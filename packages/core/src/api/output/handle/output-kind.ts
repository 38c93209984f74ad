import type { Session } from '../../../engine/session'
import type { HandlerSpec } from '../../../engine/outputs/pending-output'
import type { NodeId, NodeSpec } from '../../../protocol/output-spec'
import type { OptionRules } from '../../arguments'
import type { Output } from './output'

/** Takes the outputs that are inside another one, in order. */
export interface ChildCollector {
  /** Puts an output inside. Anything else becomes a text. */
  add(content: unknown, argument: string): NodeId
  /** Puts a node inside that has no handle of its own. */
  addSpec(make: (id: NodeId) => NodeSpec): NodeId
  /** Puts a nameless place inside; what `fill` adds stands in it. */
  addGroup(fill: () => void): NodeId
}

/** An output, as its kind sees it. */
export interface OutputPlace {
  readonly session: Session
  readonly id: NodeId
}

/** An output that is on the page, as its kind sees it. */
export interface FollowedOutput<P extends object> extends OutputPlace, Output {
  /** What it keeps now of what it was given. */
  readonly params: P
}

/** A function that makes outputs: what its parameters become on the wire. */
export interface OutputKind<P extends object> {
  /** Name of the public function. */
  readonly name: string
  /** Its positional parameters. */
  readonly parameters: OptionRules
  /** Its options. */
  readonly options: OptionRules
  /** Those of both that `update` does not take. */
  readonly fixed?: readonly string[]
  /** Options for which null is a value: it does not stand for the default. */
  readonly nullable?: readonly string[]
  /** Fields that are made of `content` where the option of that name is not given: they stay as long as the content does. */
  readonly derived?: readonly string[]
  /** Fields of the node that change by other functions: `update` leaves them as they are. */
  readonly keeps?: readonly string[]
  /** Of a field that is kept, the parameter that sets it all the same when `update` names it. */
  readonly setBy?: { readonly [field: string]: string }
  /**
   * Turns what was given into what the output keeps of it.
   * @param before what it keeps so far, at an update
   */
  prepare?(place: OutputPlace, given: P, before: P | null): P
  /** Makes the spec; throws on bad parameters. */
  build(id: NodeId, params: P, children: ChildCollector): NodeSpec
  /** The callbacks that come with it. */
  handlers?(params: P): HandlerSpec[]
  /** What else is to be done once it is on the page, and after each update. */
  follow?(output: FollowedOutput<P>, params: P): void
  /** Takes the place of building it anew where it is updated. */
  update?(place: OutputPlace, fields: Readonly<Record<string, unknown>>, caller: string): void
  /** It takes no content. */
  readonly leaf?: boolean
  /** `enter` works on it. */
  readonly container?: boolean
  /** The parameter of a container that says what is in it at first. @default 'content' */
  readonly slot?: string
  /** A container that goes, with all that is in it, when what entered it has left it. */
  readonly passing?: boolean
}
