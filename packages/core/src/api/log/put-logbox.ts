import type { Session } from '../../engine/session'
import type { LogboxNode, NodeId } from '../../protocol/output-spec'
import type { OptionRules } from '../arguments'
import { checkName } from '../arguments'
import { liveContext } from '../live-context'
import { makeOutput } from '../output/handle/make-output'
import type { Output, OutputOptions } from '../output/handle/output'
import { OUTPUT_OPTION_RULES } from '../output/handle/output'
import type { OutputKind } from '../output/handle/output-kind'
import { toText } from '../text'
import { withoutNulls } from '../without-nulls'
import { LogWriter } from './log-writer'

/** How a log box looks, and how much it keeps. */
export interface LogboxOptions extends OutputOptions {
  /** Pixels; a CSS length; null for as high as its lines. @default 400 */
  height?: number | string | null
  /** Shows the end when text comes, unless the reader has scrolled up. @default true */
  keep_bottom?: boolean
  /** Of all lines, the last so many are kept. @default 1000 */
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
 * Shows a box for the lines of a log, such as what a program prints. ANSI colors and styles show, a carriage return begins the line anew, and a
 * screen reader hears what comes.
 *
 * @param name letters, digits, - and _: what `logbox_append` and `logbox_clear` call it. The newest box of a name is meant
 * @throws RangeError for a name with other characters, a height of 0 or less, or a `max_lines` below 1
 * @example
 * put_logbox('build')
 * await run_shell('npm run build', { output: (text) => logbox_append('build', text) })
 */
export function put_logbox(name: string, options?: LogboxOptions): Output {
  const output = makeOutput(LOGBOX, { name }, options)
  const { session, id, pending } = output
  const { logboxes } = session.view
  // Until this one has arrived, nobody may write into an earlier one.
  logboxes.forget(name)
  pending.whenSent(() => logboxes.set(name, id, null))
  return output
}

/**
 * Adds text at the end of a log box, as it is: give the line feed along. A box that is not on the page (any more) is left alone, so that a task
 * which writes its log goes on.
 *
 * @param text anything, as `put_text` takes it
 * @throws TypeError for functions, symbols, promises and outputs
 * @example logbox_append('build', '\u001b[32mdone\u001b[0m\n')
 */
export function logbox_append(name: string, text: unknown): void {
  const { session } = liveContext('logbox_append')
  checkName('logbox_append', 'name', name)
  const added = toText('logbox_append', 'text', text)
  writerOf('logbox_append', session, name)?.write(added)
}

/** Takes all text out of a log box. One that is not on the page (any more) is left alone. */
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
    session.logger.debug(`[webio] ${caller}: there is no log box ${JSON.stringify(name)} on the page.`)
    return null
  }
  const known = session.view.logboxes.keptOf(name)
  if (known instanceof LogWriter) return known
  const writer = new LogWriter(session, box, spec.max_lines)
  session.view.logboxes.set(name, box, writer)
  return writer
}

/** A worker thread and its session see each other's boxes in the tree alone. */
function boxOfOtherThread(session: Session, name: string): NodeId | undefined {
  let found: NodeId | undefined
  for (const [id, { spec }] of session.view.tree.nodes)
    if (spec.type === 'logbox' && spec.name === name) found = id
  return found
}
