import type { Session } from '../../../engine/session'
import type { HandlerSpec } from '../../../engine/outputs/pending-output'
import type { NodeId, NodeSpec } from '../../../protocol/output-spec'
import type { OptionRules } from '../../arguments'
import type { Output } from './output'

/** Collects the contents of an output, in order. */
export interface ChildCollector {
  /** Adds an output. Anything else becomes a text. */
  add(content: unknown, argument: string): NodeId
  /** Adds a node without a handle. */
  addSpec(make: (id: NodeId) => NodeSpec): NodeId
  /** Adds an unnamed group, which `fill` fills. */
  addGroup(fill: () => void): NodeId
}

/** An output, as its kind sees it: session and id. */
export interface OutputPlace {
  readonly session: Session
  readonly id: NodeId
}

/** An output on the page, as its kind sees it. */
export interface FollowedOutput<P extends object> extends OutputPlace, Output {
  /** The currently stored parameters. */
  readonly params: P
}

/** A kind of output: how the parameters of its function become a node. */
export interface OutputKind<P extends object> {
  /** Name of the public function. */
  readonly name: string
  /** Its positional parameters. */
  readonly parameters: OptionRules
  /** Its options. */
  readonly options: OptionRules
  /** Parameters and options that `update` does not accept. */
  readonly fixed?: readonly string[]
  /** Options for which null is a value and not the default. */
  readonly nullable?: readonly string[]
  /** Fields that come from `content` if the option of that name is not given. They stay as long as the content does. */
  readonly derived?: readonly string[]
  /** Fields of the node that other functions change. `update` keeps them. */
  readonly keeps?: readonly string[]
  /** For a kept field, the parameter with which `update` can still set it. */
  readonly setBy?: { readonly [field: string]: string }
  /**
   * Turns the given parameters into the stored ones.
   * @param before the stored parameters so far, at an update
   */
  prepare?(place: OutputPlace, given: P, before: P | null): P
  /** Builds the spec. Throws if a parameter is invalid. */
  build(id: NodeId, params: P, children: ChildCollector): NodeSpec
  /** The callbacks of the output. */
  handlers?(params: P): HandlerSpec[]
  /** Called once the output is on the page, and after each update. */
  follow?(output: FollowedOutput<P>, params: P): void
  /** Applies an update directly, instead of building the spec again. */
  update?(place: OutputPlace, fields: Readonly<Record<string, unknown>>, caller: string): void
  /** It takes no content. */
  readonly leaf?: boolean
  /** It supports `enter`. */
  readonly container?: boolean
  /** The parameter with a container's initial content. @default 'content' */
  readonly slot?: string
  /** The container is removed with its contents when the code that entered it has left it. */
  readonly passing?: boolean
}
