import { currentContext } from '../live-context'
import type { Register } from './register'

/**
 * What a session keeps under `local`, unless `Register` says so. Declare your own keys to give them types:
 * @example declare module '@webio/core' { interface Local { cart: string[] } }
 */
export interface Local {
  [key: string]: unknown
}

/** The type of `local`: what `Register` says, else `Local`. */
export type RegisteredLocal = Register extends { local: infer Own extends object } ? Own : Local

/** An object of this session's own: what one session writes, no other sees. A key that was never set is undefined. */
export const local: RegisteredLocal = new Proxy({} as RegisteredLocal, {
  get: (_, key) => Reflect.get(store(), key),
  set: (_, key, value) => Reflect.set(store(), key, value),
  has: (_, key) => Reflect.has(store(), key),
  deleteProperty: (_, key) => Reflect.deleteProperty(store(), key),
  ownKeys: () => Reflect.ownKeys(store()),
  getOwnPropertyDescriptor: (_, key) => Reflect.getOwnPropertyDescriptor(store(), key),
  defineProperty: (_, key, descriptor) =>
    Reflect.defineProperty(store(), key, { ...descriptor, configurable: true }),
})

function store(): Record<string | symbol, unknown> {
  return currentContext('local').session.local
}
