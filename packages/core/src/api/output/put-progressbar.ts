import type { OptionRules } from '../arguments'
import { checkArgument, checkName, checkOptions } from '../arguments'
import { liveContext } from '../live-context'
import { logNotOnPage } from '../not-on-page'
import { withoutNulls } from '../without-nulls'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { OutputKind } from './handle/output-kind'

export interface ProgressbarOptions extends OutputOptions {
  /** From 0 to 1. @default 0 */
  init?: number
  /** Text on the bar. @default the percentage, as `30.0%` */
  label?: string
  /** Removes the bar when it reaches 1. @default false */
  auto_close?: boolean
}

const PROGRESSBAR_RULES = {
  ...OUTPUT_OPTION_RULES,
  init: 'number',
  label: 'string',
  auto_close: 'boolean',
} as const satisfies OptionRules

interface ProgressbarParams extends Omit<ProgressbarOptions, keyof OutputOptions> {
  readonly name: string
}

const PROGRESSBAR: OutputKind<ProgressbarParams> = {
  name: 'put_progressbar',
  parameters: { name: 'string' },
  options: PROGRESSBAR_RULES,
  fixed: ['name'],
  keeps: ['value'],
  setBy: { value: 'init' },
  leaf: true,
  build(id, { name, init = 0, label, auto_close }) {
    checkName('put_progressbar', 'name', name)
    return { id, type: 'progressbar', name, value: init, ...withoutNulls({ label, auto_close }) }
  },
}

/**
 * Shows a progress bar.
 * @param name letters, digits, - and _: the name for `set_progressbar`. If several bars have it, the newest is used
 * @throws RangeError if the name contains other characters
 */
export function put_progressbar(name: string, options?: ProgressbarOptions): Output {
  const output = makeOutput(PROGRESSBAR, { name }, options)
  const { session, id, pending } = output
  pending.whenSent(() => session.view.progressbars.set(name, id, undefined))
  return output
}

/** The name of `put_progressbar` in PyWebIO's first releases. */
export const put_processbar: typeof put_progressbar = put_progressbar

const SET_RULES = { label: 'string' } as const satisfies OptionRules

/**
 * Moves a progress bar. If the bar is not on the page, the call is ignored, so that a task that reports progress continues after the bar was cleared.
 * @param value from 0 to 1
 * @param options `label`: text on the bar; default: the percentage
 */
export function set_progressbar(name: string, value: number, options?: { label?: string }): void {
  const context = liveContext('set_progressbar')
  checkName('set_progressbar', 'name', name)
  checkArgument('set_progressbar', 'value', value, 'number')
  const { label } = checkOptions('set_progressbar', options, SET_RULES)
  const { session } = context
  session.view.commit()
  const output = session.view.progressbars.get(name)
  const spec = output === undefined ? undefined : session.view.tree.nodes.get(output)?.spec
  if (output === undefined || spec?.type !== 'progressbar') {
    logNotOnPage(session, 'set_progressbar', 'progress bar', name)
    return
  }
  if (value === 1 && spec.auto_close) session.view.command({ type: 'output-remove', output })
  else session.view.command({ type: 'output-update', output, set: { value, label: label ?? null } })
}

/** The name of `set_progressbar` in PyWebIO's first releases. */
export const set_processbar: typeof set_progressbar = set_progressbar
