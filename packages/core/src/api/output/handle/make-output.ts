import type { Session } from '../../../engine/session'
import type { OutputTarget } from '../../../engine/outputs/pending-output'
import type { NodeId } from '../../../protocol/output-spec'
import { checkOptions } from '../../arguments'
import { liveContext } from '../../live-context'
import { scopeName } from '../../scope/scope-ref'
import { anchoredPlace } from './anchored-place'
import { discardingOnError, discardOutputs } from './discard-outputs'
import type { OutputOptions } from './output'
import { OutputHandle } from './output-handle'
import type { OutputKind } from './output-kind'

/**
 * Makes an output and puts it into the queue.
 * @param params the positional parameters; the options are checked and join them
 * @throws TypeError, RangeError on bad parameters; outputs that were given as content are then not shown either
 */
export function makeOutput<P extends object>(
  kind: OutputKind<P>,
  params: Partial<P>,
  options: OutputOptions | undefined | null,
): OutputHandle<P> {
  const context = liveContext(kind.name)
  try {
    // Most outputs have no options, and there can be very many of them.
    if (!options) return enqueued(context.session, kind, params as P, context.scope.name, -1)
    const checked = checkOptions(kind.name, options, kind.options, kind.nullable)
    const { scope, position = -1, anchor, before, after, ...rest } = checked
    const target =
      anchoredPlace(kind.name, context.session.anchors, { anchor, before, after }) ??
      scopeName(context, kind.name, scope)
    const output = enqueued(context.session, kind, { ...params, ...rest } as P, target, position)
    if (anchor !== undefined) context.session.anchors.set(anchor, output.id, undefined)
    return output
  } catch (error) {
    discardOutputs([params, options])
    throw error
  }
}

/** Makes an output that goes into a node of its own kind's: a popup into the list of popups. */
export function makeOutputIn<P extends object>(
  parent: NodeId,
  kind: OutputKind<P>,
  params: Partial<P>,
  options: object | undefined | null,
): OutputHandle<P> {
  const { session } = liveContext(kind.name)
  return discardingOnError([params, options], () => {
    const checked = checkOptions(kind.name, options, kind.options, kind.nullable)
    return enqueued(session, kind, { ...params, ...checked } as P, parent, -1)
  })
}

function enqueued<P extends object>(
  session: Session,
  kind: OutputKind<P>,
  params: P,
  target: OutputTarget,
  position: number,
): OutputHandle<P> {
  const output = new OutputHandle(session, kind, params, target, position)
  session.enqueue(output.pending)
  return output
}
