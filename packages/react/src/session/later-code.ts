import type { PageCode } from '@webio/core/protocol'
import type { FieldsCode } from './forms/session-fields'

/** Something that is made or loaded on first use. */
export interface LazyModule<T> {
  /** Loads it unless that has been requested already, and calls `listener` when it is there. */
  readonly subscribe: (listener: () => void) => () => void
  /** It; null until it is there, or if it could not be loaded. */
  readonly get: () => T | null
  /** Loads it unless that has been requested already. Resolves with the result of `get`. */
  readonly load: () => Promise<T | null>
}

/** Code that is loaded on first use. */
export interface LazyCode<T> extends LazyModule<T> {
  /** Loads it ahead of time: nothing waits for it, and it may fail in silence. */
  readonly preload: () => void
}

/** A part of the code that only some sessions need. */
export interface CodePart {
  readonly code: LazyCode<unknown>
  /** A session that needs any of these needs it. */
  readonly of: readonly PageCode[]
  /** It is not loaded ahead of time. */
  readonly isRare?: boolean
}

/** Code that is loaded only if a session needs it. */
export interface LaterCode {
  readonly fields: LazyModule<FieldsCode>
  /** All parts. */
  readonly parts: readonly CodePart[]
}
