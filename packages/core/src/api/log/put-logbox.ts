import type { Session } from '../../engine/session'
import type { LogboxNode, NodeId } from '../../protocol/output-spec'
import type { OptionRules } from '../arguments'
import { checkName } from '../arguments'
import { liveContext } from '../live-context'
import { logNotOnPage } from '../not-on-page'
import { makeOutput } from '../output/handle/make-output'
import type { Output, OutputOptions } from '../output/handle/output'
import { OUTPUT_OPTION_RULES } from '../output/handle/output'
import type { OutputKind } from '../output/handle/output-kind'
import { toText } from '../text'
import { withoutNulls } from '../without-nulls'
import { LogWriter } from './log-writer'

/** Options of a log box: its look and the number of lines it keeps. */
export interface LogboxOptions extends OutputOptions {
  /** The height: pixels; a CSS length; null for the height of its lines. @default 400 */
  height?: number | string | null
  /** Scrolls to the end when text is added, unless the reader has scrolled up. @default true */
  keep_bottom?: boolean
  /** The maximum number of lines; older lines are removed. @default 1000 */
  max_lines?: number
}

const LOGBOX_RULES = {
  ...OUTPUT_OPTION_RULES,
  height: 'string or number',
  keep_bottom: 'boolean',
  max_lines: 'integer',
} as const satisfies OptionRules

interface LogboxParams extends Omit<LogboxOptions, keyof OutputOptions> {
  readonly name: string
}

const LOGBOX: OutputKind<LogboxParams> = {
  name: 'put_logbox',
  parameters: { name: 'string' },
  options: LOGBOX_RULES,
  fixed: ['name', 'max_lines'],
  nullable: ['height'],
  leaf: true,
  build(id, { name, height = 400, keep_bottom = true, max_lines = 1000 }): LogboxNode {
    checkName('put_logbox', 'name', name)
    if (max_lines < 1) throw new RangeError(`put_logbox: max_lines must be 1 or more, not ${max_lines}.`)
    if (typeof height === 'number' && height <= 0)
      throw new RangeError(`put_logbox: height must be more than 0, not ${height}.`)
    const css = typeof height === 'number' ? `${height}px` : height
    return {
      id,
      type: 'logbox',
      name,
      max_lines,
      ...withoutNulls({ height: css ?? undefined, keep_bottom: keep_bottom || undefined }),
    }
  },
}

/**
 * Shows a box for the lines of a log, such as the output of a program. It shows ANSI colors and styles, a carriage return starts the line again, and
 * screen readers announce new lines.
 *
 * @param name letters, digits, - and _: the name for `logbox_append` and `logbox_clear`. If several boxes have it, the newest is used
 * @throws RangeError if the name contains other characters, the height is 0 or less, or `max_lines` is below 1
 * @example
 * put_logbox('build')
 * await run_shell('npm run build', { output: (text) => logbox_append('build', text) })
 */
export function put_logbox(name: string, options?: LogboxOptions): Output {
  const output = makeOutput(LOGBOX, { name }, options)
  const { session, id, pending } = output
  const { logboxes } = session.view
  // Until this box has arrived, nothing may be written into an earlier one.
  logboxes.forget(name)
  pending.whenSent(() => logboxes.set(name, id, null))
  return output
}

/**
 * Appends text to a log box without adding a line feed. If the box is not on the page, the call is ignored, so that a task that writes a log continues.
 *
 * @param text anything that `put_text` accepts
 * @throws TypeError for functions, symbols, promises and outputs
 * @example logbox_append('build', '\u001b[32mdone\u001b[0m\n')
 */
export function logbox_append(name: string, text: unknown): void {
  const { session } = liveContext('logbox_append')
  checkName('logbox_append', 'name', name)
  const added = toText('logbox_append', 'text', text)
  writerOf('logbox_append', session, name)?.write(added)
}

/** Removes all text from a log box. If the box is not on the page, the call is ignored. */
export function logbox_clear(name: string): void {
  const { session } = liveContext('logbox_clear')
  checkName('logbox_clear', 'name', name)
  writerOf('logbox_clear', session, name)?.clear()
}

function writerOf(caller: string, session: Session, name: string): LogWriter | null {
  let box = session.view.logboxes.get(name)
  if (box === undefined || !session.view.tree.nodes.has(box)) session.view.commit()
  box = session.view.logboxes.get(name) ?? boxOfOtherThread(session, name)
  const spec = box === undefined ? undefined : session.view.tree.nodes.get(box)?.spec
  if (box === undefined || spec?.type !== 'logbox') {
    logNotOnPage(session, caller, 'log box', name)
    return null
  }
  const known = session.view.logboxes.keptOf(name)
  if (known instanceof LogWriter) return known
  const writer = new LogWriter(session, box, spec.max_lines)
  session.view.logboxes.set(name, box, writer)
  return writer
}

/** A worker thread and its session see each other's boxes only in the tree. */
function boxOfOtherThread(session: Session, name: string): NodeId | undefined {
  let found: NodeId | undefined
  for (const [id, { spec }] of session.view.tree.nodes)
    if (spec.type === 'logbox' && spec.name === name) found = id
  return found
}
