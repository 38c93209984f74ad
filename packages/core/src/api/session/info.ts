import type { SessionInfo } from '../../engine/session-info'
import { currentContext } from '../live-context'
import type { RegisteredUser } from './register'

/** A task's information about its session. */
export interface TaskInfo extends SessionInfo {
  /** The result of `authorize`; null without one. `Register` declares its type. */
  readonly user: RegisteredUser
}

/** Information about this session's browser and its request. Read-only. */
export const info: TaskInfo = new Proxy({} as TaskInfo, {
  get: (_, key) => Reflect.get(current(), key),
  has: (_, key) => Reflect.has(current(), key),
  ownKeys: () => Reflect.ownKeys(current()),
  getOwnPropertyDescriptor: (_, key) => {
    const descriptor = Reflect.getOwnPropertyDescriptor(current(), key)
    return descriptor && { ...descriptor, configurable: true }
  },
  set: (_, key) => {
    throw new TypeError(`info: it cannot be changed (${String(key)}).`)
  },
  deleteProperty: (_, key) => {
    throw new TypeError(`info: it cannot be changed (${String(key)}).`)
  },
})

function current(): SessionInfo {
  return currentContext('info').session.info
}
