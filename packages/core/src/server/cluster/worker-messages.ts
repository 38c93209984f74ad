import type { DirectorySession, NodeInfo, SessionFilter } from '../../engine/cluster/cluster-bus'

/** One end of a line between a worker and its primary process. Messages arrive in order. */
export interface Line {
  send(message: unknown): void
  /** Calls `listener` for each message from the other end. */
  onMessage(listener: (message: unknown) => void): void
  /** Calls `listener` when the other end has gone. */
  onEnd(listener: () => void): void
}

/** The calls that a worker can make to the primary, by name: the parameters, and the value of the answer. */
export interface Calls {
  join: [[NodeInfo], undefined]
  leave: [[], undefined]
  members: [[], NodeInfo[]]
  publish: [[channel: string, json: string], undefined]
  subscribe: [[channel: string], undefined]
  unsubscribe: [[channel: string], undefined]
  put: [[readonly DirectorySession[]], undefined]
  get: [[id: string], DirectorySession | null]
  claim: [[id: string, from: string, to: string], boolean]
  list: [[SessionFilter], DirectorySession[]]
  remove: [[node: string, ids: readonly string[]], undefined]
}

export type CallName = keyof Calls

/** A call of a worker. */
export interface CallMessage {
  readonly webio: 'call'
  readonly n: number
  readonly name: CallName
  readonly args: readonly unknown[]
}

/** The primary's answer to call `n`. */
export interface AnswerMessage {
  readonly webio: 'answer'
  readonly n: number
  readonly value?: unknown
  readonly problem?: string
}

/** A text on a channel to which the worker has subscribed. */
export interface DeliveryMessage {
  readonly webio: 'delivery'
  readonly channel: string
  readonly json: string
}

export type WorkerMessage = CallMessage | AnswerMessage | DeliveryMessage

/** Distinguishes messages of a line from other messages between the two processes. */
export function isWorkerMessage(message: unknown): message is WorkerMessage {
  return typeof message === 'object' && message !== null && 'webio' in message
}
