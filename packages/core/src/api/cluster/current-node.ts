import type { Sender } from '../../engine/cluster/mailbox'
import type { Node } from '../../engine/cluster/node'
import { nodeOf, speakingNode } from '../../engine/cluster/node'
import type { Session } from '../../engine/session'
import { contextIfAny, liveContext } from '../live-context'

/**
 * The node of the running task's session. Outside a task, the node through which this process speaks to its cluster.
 * @throws Error in a worker thread, and for a task that runs in a page
 */
export function currentNode(caller: string): Node {
  const session = contextIfAny()?.session
  return session ? nodeFor(caller, session) : speakingNode()
}

/**
 * The session of the running task, and the session's node.
 * @throws SessionNotFoundException, SessionClosedException; Error in a worker thread, and for a task that runs in a page
 */
export function sessionAndNode(caller: string): { session: Session; node: Node } {
  const { session } = liveContext(caller)
  return { session, node: nodeFor(caller, session) }
}

/** False while the session of the running task replays its journal: its messages have already been sent. */
export function isNews(): boolean {
  return contextIfAny()?.session.durable?.isReplaying !== true
}

/** The session of the running task as the sender of a message; null outside a task. */
export function currentSender(node: Node): Sender | null {
  const session = contextIfAny()?.session
  return session ? { id: session.id, app: session.app, user: session.info.user ?? null, node: node.id } : null
}

function nodeFor(caller: string, session: Session): Node {
  const node = nodeOf(session)
  if (node) return node
  throw new Error(
    `${caller} needs a server. It does not work in worker threads and in tasks that run in a page.`,
  )
}
