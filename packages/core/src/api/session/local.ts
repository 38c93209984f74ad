import { currentContext } from '../live-context'
import type { Register } from './register'

/**
 * The keys of `local`, unless `Register` declares them. Declare your own keys to type them:
 * @example declare module '@webio/core' { interface Local { cart: string[] } }
 */
export interface Local {
  [key: string]: unknown
}

/** The type of `local`: from `Register`, or else `Local`. */
export type RegisteredLocal = Register extends { local: infer Own extends object } ? Own : Local

/** This session's own object, which no other session sees. A key that was never set is undefined. */
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
