import type { TaskContext } from '../../../engine/task-context'
import type { OutputTarget } from '../../../engine/outputs/pending-output'
import { PendingOutput } from '../../../engine/outputs/pending-output'
import type { NodeId } from '../../../protocol/output-spec'
import { checkOptions } from '../../arguments'
import { liveContext } from '../../live-context'
import { scopeName } from '../../scope-ref'
import { anchoredPlace } from './anchored-place'
import { Children, NO_CHILDREN } from './children'
import { discardingOnError, discardOutputs } from './discard-outputs'
import type { OutputOptions } from './output'
import { OutputHandle } from './output-handle'
import type { OutputKind } from './output-kind'

/**
 * Creates an output and queues it.
 * @param params the positional parameters; the checked options are added to them
 * @throws TypeError or RangeError if a parameter is invalid; outputs given as content are then not shown either
 */
export function makeOutput<P extends object>(
  kind: OutputKind<P>,
  params: Partial<P>,
  options: OutputOptions | undefined,
): OutputHandle<P> {
  const context = liveContext(kind.name)
  try {
    // Most outputs have no options, and there can be very many of them.
    if (options === undefined) return enqueued(context, kind, params as P, context.scope.name, -1)
    const checked = checkOptions(kind.name, options, kind.options, kind.nullable)
    const { scope, position = -1, anchor, before, after, class_name, ...rest } = checked
    const { view } = context.session
    const target =
      anchoredPlace(kind.name, view, { anchor, before, after }) ?? scopeName(context, kind.name, scope)
    const output = enqueued(context, kind, { ...params, ...rest } as P, target, position)
    if (class_name) Object.assign(output.pending.spec, { class_name })
    if (anchor !== undefined) output.pending.whenSent(() => view.anchors.set(anchor, output.id, undefined))
    return output
  } catch (error) {
    discardOutputs([params, options])
    throw error
  }
}

/** Creates an output that belongs to a special node, such as a popup to the list of popups. */
export function makeOutputIn<P extends object>(
  parent: NodeId,
  kind: OutputKind<P>,
  params: Partial<P>,
  options: object | undefined,
): OutputHandle<P> {
  const context = liveContext(kind.name)
  return discardingOnError([params, options], () => {
    const checked = checkOptions(kind.name, options, kind.options, kind.nullable)
    return enqueued(context, kind, { ...params, ...checked } as P, parent, -1)
  })
}

function enqueued<P extends object>(
  context: TaskContext,
  kind: OutputKind<P>,
  params: P,
  target: OutputTarget,
  position: number,
): OutputHandle<P> {
  const output = buildOutput(OutputHandle<P>, context, kind, params, target, position)
  context.session.view.enqueue(output.pending)
  return output
}

/**
 * Builds an output and its handle. It appears only when `pending` is in the view's queue or in a container.
 * @throws TypeError or RangeError if a parameter is invalid
 */
export function buildOutput<P extends object, Handle extends OutputHandle<P>>(
  HandleOf: new (...parts: ConstructorParameters<typeof OutputHandle<P>>) => Handle,
  { session, path }: TaskContext,
  kind: OutputKind<P>,
  given: P,
  target: OutputTarget,
  position: number,
): Handle {
  const id = path.newId()
  const params = kind.prepare ? kind.prepare({ session, id }, given, null) : given
  const children = kind.leaf ? null : new Children(session, kind.name, target)
  const spec = kind.build(id, params, children ?? NO_CHILDREN)
  session.durable?.shown(path, spec, target)
  const isFilled = children !== null && children.specs.length > 0
  const pending = new PendingOutput(isFilled ? { ...spec, children: children.specs } : spec, target, position)
  if (children && children.outputs.length > 0) pending.children = children.outputs
  if (kind.handlers) pending.handlers = kind.handlers(params)
  return new HandleOf(session, kind, params, pending, children?.claimed)
}
