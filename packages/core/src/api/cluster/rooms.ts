import type { Sender } from '../../engine/cluster/mailbox'
import type { Json, JsonBound } from '../../protocol/json'
import type { Rule } from '../arguments'
import { checkArgument } from '../arguments'
import { asJson } from '../json'
import type { RegisteredUser } from '../session/register'
import { currentNode, currentSender, isNews, sessionAndNode } from './current-node'

/** A session in a room, or the sender of a message. */
export interface RoomMember {
  readonly id: string
  /** Name of its application. */
  readonly app: string
  /** What `authorize` returned; null without one. */
  readonly user: RegisteredUser
  /** The id of its node. */
  readonly node: string
}

/** A room. It works inside and outside sessions. */
export interface Room {
  readonly name: string
  /**
   * Sends a message to all sessions in the room, on all nodes, including the sender if it is in the room. Each session receives it in its
   * `on_message` with the name of the room. Delivery is at most once, and in order for each sender.
   * @throws TypeError if the data is not JSON
   */
  send(data: unknown): void
  /** The sessions in the room, on all nodes, oldest first. Rejects if the cluster cannot be reached. */
  members(): Promise<RoomMember[]>
}

const NAME = {
  must: 'a text of 1 to 200 characters',
  kind: (value: unknown) => typeof value === 'string',
  bounds: (value: string) => value !== '' && value.length <= 200,
} as const satisfies Rule

/**
 * Adds this session to a room. Its `on_message(name)` receives what `room(name).send` sends on any node. The session leaves the room when it ends.
 * @throws TypeError or RangeError if the name is not a text of 1 to 200 characters; Error in a worker thread, and for a task that runs in a page
 * @example
 * join_room('orders')
 * on_message('orders', (order) => put_text(`New order: ${order}`))
 */
export function join_room(name: string): void {
  const { session, node } = sessionAndNode('join_room')
  checkArgument('join_room', 'name', name, NAME)
  node.enter(session, name)
}

/**
 * Removes this session from a room. It does nothing if the session is not in the room.
 * @throws TypeError or RangeError if the name is not a text of 1 to 200 characters; Error in a worker thread, and for a task that runs in a page
 */
export function leave_room(name: string): void {
  const { session, node } = sessionAndNode('leave_room')
  checkArgument('leave_room', 'name', name, NAME)
  node.exit(session, name)
}

/**
 * Calls `fn` as a separate task for each message with this name: from a room that the session has joined, from `broadcast`, and from `send` of a
 * `ClusterSession`. A page cannot send such messages. The newest function for a name replaces earlier ones.
 * @param fn receives the data and the session that sent it, or null if the sender is not a session
 * @throws TypeError or RangeError if the name is not a text of 1 to 200 characters; TypeError if `fn` is not a function
 */
export function on_message<Data extends JsonBound<Data> = Json>(
  name: string,
  fn: (data: Data, from: RoomMember | null) => unknown,
): void {
  const { session, node } = sessionAndNode('on_message')
  checkArgument('on_message', 'name', name, NAME)
  checkArgument('on_message', 'fn', fn, 'function')
  node.listen(session, name, (data, from) => fn(data as Data, from as RoomMember | null))
}

/**
 * A room, to send messages to it or to list its members. Works inside a session, which does not have to be in the room, and outside sessions: in a
 * route handler, a cron job, a queue consumer.
 * @throws TypeError or RangeError if the name is not a text of 1 to 200 characters
 * @example
 * room('orders').send({ id: 7 })
 * put_text(`${(await room('orders').members()).length} people watch`)
 */
export function room(name: string): Room {
  checkArgument('room', 'name', name, NAME)
  return {
    name,
    send(data) {
      const node = currentNode('room.send')
      const json = asJson('room.send', 'data', data)
      if (isNews()) node.tell(name, json, currentSender(node))
    },
    async members() {
      const sessions = await currentNode('room.members').list({ room: name })
      return sessions.map(({ id, app, user, node }) => memberOf({ id, app, user, node }))
    },
  }
}

function memberOf(sender: Sender): RoomMember {
  return sender as RoomMember
}
