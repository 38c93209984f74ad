import type { Command, NodeId, NodeSpec, ServerMessage } from '@webio/core/protocol'
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

/** What a part of the code is for. */
export interface CodeUse {
  readonly opensForms: boolean
  /** Whether it draws outputs of this type. */
  draws(type: NodeSpec['type']): boolean
}

/** A part of the code that only some sessions need. */
export interface CodePart {
  readonly code: LazyCode<unknown>
  readonly use: CodeUse
}

/** Code that is loaded only if a session needs it. */
export interface LaterCode {
  readonly fields: LazyModule<FieldsCode>
  /** All parts. */
  readonly parts: readonly CodePart[]
}

/** What the code of forms and pins is for. */
export const FIELDS_USE: CodeUse = { opensForms: true, draws: (type) => type === 'pin' }

/** Types of outputs whose code is part of every page. */
export type AtOnce = 'scope' | 'text'

const AT_ONCE: { readonly [Type in AtOnce]: true } & { readonly [type: string]: true | undefined } = {
  scope: true,
  text: true,
}

/** What the code of outputs is for. */
export const OUTPUTS_USE: CodeUse = { opensForms: false, draws: (type) => !AT_ONCE[type] }

/** What the styles are for that come later than a page's first ones. */
export const STYLES_USE: CodeUse = { ...OUTPUTS_USE, opensForms: true }

/** Whether the commands in a message need a part of the code. */
export function needsCode(message: ServerMessage, use: CodeUse): boolean {
  return message.type === 'batch' && message.commands.some((command) => isFor(command, use))
}

function isFor(command: Command, use: CodeUse): boolean {
  if (command.type === 'form-open') return use.opensForms
  return command.type === 'output-insert' && command.outputs.some((output) => isDrawnBy(output, use))
}

function isDrawnBy(output: NodeSpec | NodeId, use: CodeUse): boolean {
  if (typeof output === 'number') return false
  return use.draws(output.type) || (output.children?.some((child) => isDrawnBy(child, use)) ?? false)
}
