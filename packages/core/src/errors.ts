/** Marks our errors, so that `instanceof` works between two copies of this package in one process. */
const KINDS: unique symbol = Symbol.for('@webio/core/error-kinds') as never

type Kinds = readonly string[]

function kindsOf(value: unknown): Kinds {
  return (typeof value === 'object' && value !== null && (value as { [KINDS]?: Kinds })[KINDS]) || []
}

/**
 * The state of the session makes the call impossible. The base class of `SessionClosedException` and `SessionNotFoundException`, as in PyWebIO. A
 * task, a callback or a timer that ends with such an error ends silently.
 */
export class SessionException extends Error {
  static readonly kind: string = 'SessionException'
  readonly [KINDS]: Kinds

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.kind
    this[KINDS] = ['SessionException', new.target.kind]
  }

  /** True for errors of this kind, no matter which copy of the package created them. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (Object.hasOwn(this, 'kind')) return kindsOf(value).includes(this.kind)
    return Function.prototype[Symbol.hasInstance].call(this, value)
  }
}

/** The session has ended: the browser left, the task ended, or the server closed it. */
export class SessionClosedException extends SessionException {
  static override readonly kind = 'SessionClosedException'
  constructor(message = 'This session or this task has been closed.', options?: ErrorOptions) {
    super(message, options)
  }
}

/**
 * A durable session cannot continue after a restart, because its program did something different from the one that wrote its journal. Either the
 * code has changed, or it depends on something that is not recorded, such as the time, a random number or a file read outside of `step`.
 */
export class DurableMismatch extends SessionException {
  static override readonly kind = 'DurableMismatch'
  /** The line of the program that differs, as `/srv/app.ts:12`; null if it is not known. */
  readonly at: string | null
  /** The number of the record that does not match; null if the whole journal does not match. */
  readonly record: number | null

  constructor(
    message: string,
    {
      at = null,
      record = null,
      ...options
    }: ErrorOptions & { readonly at?: string | null; readonly record?: number | null } = {},
  ) {
    super(message, options)
    this.at = at
    this.record = record
  }
}

/** An interactive function was called without a session: outside a task and everything that it started. */
export class SessionNotFoundException extends SessionException {
  static override readonly kind = 'SessionNotFoundException'
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
  }
}

/**
 * The reason why `eval_js` has no value: the code does not parse, throws or rejects (`threw`); the page forbids scripts (`refused`); the value is
 * not JSON (`no_json`); the page was reloaded before it answered (`reloaded`); no answer came in time (`timeout`).
 */
export type ScriptFailureReason = 'threw' | 'refused' | 'no_json' | 'reloaded' | 'timeout'

/** The error with which `eval_js` rejects if the page has no value. The message contains the browser's message. */
export class ScriptException extends Error {
  readonly reason: ScriptFailureReason
  readonly [KINDS]: Kinds = ['ScriptException']

  constructor(message: string, reason: ScriptFailureReason) {
    super(message)
    this.name = 'ScriptException'
    this.reason = reason
  }

  /** True for errors of this kind, no matter which copy of the package created them. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return kindsOf(value).includes('ScriptException')
  }
}

/** Why a form was withdrawn. */
export type InputCancelReason = 'timeout' | 'signal' | 'scope'

/**
 * A form was withdrawn before it was submitted. `reason`: its `timeout` passed, its `signal` was aborted, or its scope was removed. The Cancel
 * button does not raise it, but returns null.
 */
export class InputCancelledException extends Error {
  readonly reason: InputCancelReason
  readonly [KINDS]: Kinds = ['InputCancelledException']

  constructor(reason: InputCancelReason, label: string, options?: ErrorOptions) {
    const why = {
      timeout: 'its timeout has passed',
      signal: 'its signal was aborted',
      scope: 'its scope is not on the page',
    }[reason]
    super(
      `The form ${JSON.stringify(label)} was withdrawn: ${why}. Catch InputCancelledException to continue.`,
      options,
    )
    this.name = 'InputCancelledException'
    this.reason = reason
  }

  /** True for errors of this kind, no matter which copy of the package created them. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return kindsOf(value).includes('InputCancelledException')
  }
}
