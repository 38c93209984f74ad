import { createRequire } from 'node:module'

const { TestEnvironment } = createRequire(import.meta.url)('jest-environment-jsdom')

/**
 * Globals of browsers that jsdom lacks or hides from the tests. MessageChannel is not one of them: React
 * would schedule on it, and Node's ports would keep jest from exiting.
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

/** jsdom with the web globals that it lacks. Only an environment has access to Node's own. */
export default class JsdomEnvironment extends TestEnvironment {
  async setup() {
    await super.setup()
    for (const name of LENT_BY_NODE) {
      this.global[name] ??= /** @type {Record<string, unknown>} */ (globalThis)[name]
    }
    // Node's classes above return and accept Node's own byte arrays.
    this.global.ArrayBuffer = ArrayBuffer
    this.global.Uint8Array = Uint8Array
    // Node's own symbols, without which `await using` would not recognize Node's own classes.
    this.global.Symbol.dispose ??= Symbol.dispose
    this.global.Symbol.asyncDispose ??= Symbol.asyncDispose
  }
}
