import { createRequire } from 'node:module'

const { TestEnvironment } = createRequire(import.meta.url)('jest-environment-jsdom')

/**
 * What browsers have, and jsdom lacks or keeps from the tests. Not MessageChannel: React would schedule on it,
 * and Node's ports keep jest from exiting.
 */
const LENT_BY_NODE = [
  'structuredClone',
  'TextEncoder',
  'TextDecoder',
  'fetch',
  'Request',
  'Response',
  'ReadableStream',
  'WritableStream',
  'TransformStream',
]

/** jsdom with the web's globals that it lacks. Only an environment can reach Node's own ones. */
export default class JsdomEnvironment extends TestEnvironment {
  async setup() {
    await super.setup()
    for (const name of LENT_BY_NODE) {
      this.global[name] ??= /** @type {Record<string, unknown>} */ (globalThis)[name]
    }
    // Node's classes above return and accept Node's own bytes.
    this.global.ArrayBuffer = ArrayBuffer
    this.global.Uint8Array = Uint8Array
    // The very symbols of Node, or `await using` would not know what Node's own classes offer.
    this.global.Symbol.dispose ??= Symbol.dispose
    this.global.Symbol.asyncDispose ??= Symbol.asyncDispose
  }
}
