/** Marks our errors, so that `instanceof` holds between two copies of this package in one process. */
const KINDS: unique symbol = Symbol.for('@webio/core/error-kinds') as never

type Kinds = readonly string[]

function kindsOf(value: unknown): Kinds {
  return (typeof value === 'object' && value !== null && (value as { [KINDS]?: Kinds })[KINDS]) || []
}

/**
 * Something about the session makes the call impossible. The base class of `SessionClosedException` and
 * `SessionNotFoundException`, as in PyWebIO. A task, a callback or a timer that ends with one ends silently.
 */
export class SessionException extends Error {
  static readonly kind: string = 'SessionException'
  readonly [KINDS]: Kinds

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.kind
    this[KINDS] = ['SessionException', new.target.kind]
  }

  /** True for errors of this kind, whichever copy of the package made them. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (Object.hasOwn(this, 'kind')) return kindsOf(value).includes(this.kind)
    return Function.prototype[Symbol.hasInstance].call(this, value)
  }
}

/** The session has ended: the browser left, the task ended, or the server closed it. */
export class SessionClosedException extends SessionException {
  static override readonly kind = 'SessionClosedException'
  constructor(message = 'This session has been closed, or this task has.', options?: ErrorOptions) {
    super(message, options)
  }
}

/**
 * A durable session cannot continue after a restart: its program did something else than the one that wrote its journal. Either the code has
 * changed, or it depends on something that is not recorded, such as the time, a random number or a file read outside of `step`.
 */
export class DurableMismatch extends SessionException {
  static override readonly kind = 'DurableMismatch'
  /** The line of the program that differs, as `/srv/app.ts:12`; null if it is not known. */
  readonly at: string | null
  /** Number of the record that does not match; null if the whole journal does not. */
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

/** An interactive function was called where no session is: outside a task and all that it started. */
export class SessionNotFoundException extends SessionException {
  static override readonly kind = 'SessionNotFoundException'
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
  }
}

/**
 * Why `eval_js` has no value: the code does not parse, throws or rejects (`threw`); the page forbids scripts (`refused`); the value is no
 * JSON (`no_json`); the page was reloaded before it answered (`reloaded`); no answer came in time (`timeout`).
 */
export type ScriptFailureReason = 'threw' | 'refused' | 'no_json' | 'reloaded' | 'timeout'

/** What `eval_js` rejects with where the page has no value for it. The message says what the browser said. */
export class ScriptException extends Error {
  readonly reason: ScriptFailureReason
  readonly [KINDS]: Kinds = ['ScriptException']

  constructor(message: string, reason: ScriptFailureReason) {
    super(message)
    this.name = 'ScriptException'
    this.reason = reason
  }

  /** True for errors of this kind, whichever copy of the package made them. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return kindsOf(value).includes('ScriptException')
  }
}

/** Why a form was withdrawn. */
export type InputCancelReason = 'timeout' | 'signal' | 'scope'

/**
 * A form was withdrawn before it was submitted. `reason`: its `timeout` passed, its `signal` was aborted, or the scope that it
 * stood in was removed. Not raised by the Cancel button: that gives null.
 */
export class InputCancelledException extends Error {
  readonly reason: InputCancelReason
  readonly [KINDS]: Kinds = ['InputCancelledException']

  constructor(reason: InputCancelReason, label: string, options?: ErrorOptions) {
    const why = {
      timeout: 'its timeout has passed',
      signal: 'its signal was aborted',
      scope: 'the scope that it was to show in is not on the page',
    }[reason]
    super(
      `The form ${JSON.stringify(label)} was withdrawn: ${why}. Catch InputCancelledException to go on.`,
      options,
    )
    this.name = 'InputCancelledException'
    this.reason = reason
  }

  /** True for errors of this kind, whichever copy of the package made them. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return kindsOf(value).includes('InputCancelledException')
  }
}
