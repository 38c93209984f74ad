import { settledIn } from '../../engine/task-context'
import { POPUPS_ID } from '../../protocol/output-spec'
import type { OptionRules } from '../arguments'
import { checkArgument, isPlainObject } from '../arguments'
import { contextIfAny, liveContext } from '../live-context'
import { madeUpName } from '../made-up-name'
import type { Content } from './handle/content'
import { addAll } from './handle/content'
import { isOutput } from './handle/is-output'
import { makeOutputIn } from './handle/make-output'
import type { EnteredScope } from './handle/output'
import type { OutputKind } from './handle/output-kind'

/** Sizes of popups. */
export const PopupSize = { LARGE: 'large', NORMAL: 'normal', SMALL: 'small' } as const

export interface PopupOptions {
  /** @default 'normal' */
  size?: 'small' | 'normal' | 'large'
  /** A click outside or Escape closes it, if it is `closable`. @default true */
  implicit_close?: boolean
  /** It has a close button. Otherwise only the task can close it. @default true */
  closable?: boolean
}

const POPUP_RULES = {
  size: ['small', 'normal', 'large'],
  implicit_close: 'boolean',
  closable: 'boolean',
} as const satisfies OptionRules

/** An open popup. */
export interface Popup {
  /** Runs `body` with the popup as the current scope, and returns the result of `body`. The popup stays open. */
  enter<T>(body: (scope: string) => T): T
  /** Makes the popup the current scope until `dispose()`, or the end of the block with `using`. */
  enter(): EnteredScope
  /** Removes the popup. */
  close(): void
  /** Resolves when the popup has closed for any reason. */
  readonly closed: Promise<void>
}

/**
 * Shows a modal popup at once. Popups stack: the newest is on top.
 *
 * @param title its heading
 * @param content outputs and texts; or a function that fills it: `popup(title, body, options)` is short for `popup(title, options).enter(body)`; or
 * options, without content
 * @throws TypeError if an option has the wrong type
 */
export function popup<T>(title: string, body: (scope: string) => T, options?: PopupOptions): T
export function popup(title: string, content?: Content, options?: PopupOptions): Popup
export function popup(title: string, content?: Content, options?: PopupOptions): unknown {
  if (options === undefined && areOptions(content)) return popup(title, undefined, content)
  const body = typeof content === 'function' ? (content as (scope: string) => unknown) : undefined
  const output = makeOutputIn(POPUPS_ID, POPUP, { title, content: body ? undefined : content }, options)
  const { session } = output
  session.view.commit()
  const closed = new Promise<void>((resolve) => session.view.watchRemoval(output.id, resolve))
  if (body) return output.enter(body)
  const shown: Popup = {
    enter: output.enter.bind(output) as Popup['enter'],
    close: () => output.remove(),
    get closed() {
      const context = contextIfAny()
      return context ? settledIn(context, closed) : closed
    },
  }
  return shown
}

interface PopupParams extends PopupOptions {
  readonly title: string
  readonly content?: Content
}

const POPUP: OutputKind<PopupParams> = {
  name: 'popup',
  parameters: { title: 'string', content: 'any' },
  options: POPUP_RULES,
  container: true,
  build(id, { title, content, size = 'normal', implicit_close = true, closable = true }, children) {
    checkArgument('popup', 'title', title, 'string')
    addAll(children, content)
    return { id, type: 'popup', title, size, implicit_close, closable, scope: madeUpName(id) }
  },
}

function areOptions(content: unknown): content is PopupOptions {
  if (!isPlainObject(content) || isOutput(content)) return false
  const keys = Object.keys(content)
  return keys.length > 0 && keys.every((key) => Object.hasOwn(POPUP_RULES, key))
}

/** Closes the top popup, if one is open, and uncovers the one below. */
export function close_popup(): void {
  const { session } = liveContext('close_popup')
  session.view.commit()
  const top = session.view.tree.nodes.get(POPUPS_ID)?.children.at(-1)
  if (top !== undefined) session.view.command({ type: 'output-remove', output: top })
}
