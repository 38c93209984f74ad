import type { SessionFilter } from '../../engine/cluster/cluster-bus'
import type { Json } from '../../protocol/json'
import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions } from '../arguments'
import { asJson } from '../json'
import type { ToastOptions } from '../output/toast'
import { checkedToast } from '../output/toast'
import type { RegisteredUser } from '../session/register'
import { currentNode, currentSender, isNews } from './current-node'

/** Selects sessions. An empty filter selects all. */
export interface ClusterFilter {
  /** Name of the application. */
  app?: string
  /** What `authorize` returned for the session. Compared as JSON. */
  user?: RegisteredUser
}

/** A session on any node of the cluster. */
export interface ClusterSession {
  readonly id: string
  /** Name of its application. */
  readonly app: string
  /** What `authorize` returned; null without one. */
  readonly user: RegisteredUser
  /** The id of its node. */
  readonly node: string
  readonly since: Date
  /** True if a page is attached, false if the session waits for its page. */
  readonly state: 'open' | 'detached'
  /**
   * Sends a message to the session. Its `on_message(name)` receives the message at most once. A session that listens only with `on_event(name)`
   * receives it there.
   * @throws TypeError if the data is not JSON
   */
  send(name: string, data?: unknown): void
  /** Shows a toast on the page of the session. `onclick` is not possible, because a function cannot be sent. */
  toast(content: unknown, options?: Omit<ToastOptions, 'onclick'>): void
  /** Ends the session. Its page says so, and offers to start again. */
  close(): void
}

const FILTER_RULES = { app: 'string', user: 'any' } as const satisfies OptionRules

/**
 * The sessions of all nodes of the cluster, oldest first. In a process outside any cluster, it returns the sessions of the process. Also works
 * outside sessions.
 * @throws TypeError if the filter is not `{ app?, user? }`; rejects if the cluster cannot be reached
 * @example for (const session of await cluster_sessions({ app: 'desk' })) session.toast('We close in five minutes.')
 */
export async function cluster_sessions(filter?: ClusterFilter): Promise<ClusterSession[]> {
  const node = currentNode('cluster_sessions')
  const rows = await node.list(sessionFilter('cluster_sessions', filter))
  return rows.map((row) => ({
    id: row.id,
    app: row.app,
    user: row.user as RegisteredUser,
    node: row.node,
    since: new Date(row.since),
    state: row.state,
    send: (name, data = null) => {
      checkArgument('session.send', 'name', name, 'string')
      const json = asJson('session.send', 'data', data)
      if (isNews()) node.send(row, name, json, currentSender(node))
    },
    toast: (content, options) => {
      const toast = checkedToast('session.toast', content, options)
      if (isNews()) node.toast(row, toast)
    },
    close: () => {
      if (isNews()) node.close(row)
    },
  }))
}

/**
 * Sends a message to sessions on all nodes. Their `on_message(name)` receives it at most once, in order for each sender. A session that listens
 * only with `on_event(name)` receives it there. Also works outside sessions: in a route handler, a cron job, a queue consumer.
 * @throws TypeError if the data is not JSON, or the filter is not `{ app?, user? }`
 * @example
 * on_message('price', (price) => put_text(`Now ${price}`, { scope: 'price' })) // in the task
 * broadcast('price', 42, { app: 'desk' }) // anywhere in the server
 */
export function broadcast(name: string, data?: unknown, filter?: ClusterFilter): void {
  const node = currentNode('broadcast')
  checkArgument('broadcast', 'name', name, 'string')
  const json = asJson('broadcast', 'data', data ?? null)
  const wanted = sessionFilter('broadcast', filter)
  if (isNews()) node.broadcast(name, json, currentSender(node), wanted)
}

function sessionFilter(caller: string, filter: ClusterFilter | undefined): SessionFilter {
  const { app, user } = checkOptions(caller, filter, FILTER_RULES, ['user'])
  return { ...(app !== undefined && { app }), ...(user !== undefined && { user: user as Json }) }
}
