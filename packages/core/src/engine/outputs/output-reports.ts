import type { Command } from '../../protocol/commands'
import type { OutputReportEvent } from '../../protocol/events'
import type { ViewNode, ViewTree } from '../../state/view-tree'
import type { Logger } from '../logger'
import type { TaskPath } from '../tasks/task-path'
import { mistakeCommand } from '../tasks/task-failure'

/** The part of a session that the reports of its page need. */
export interface ReportOwner {
  /** Name of the application. */
  readonly app: string
  readonly tree: ViewTree
  readonly logger: Logger
  readonly debug: boolean
  /** The path of the next task that the current event starts. */
  nextPath(): TaskPath
  command(command: Command): void
}

const WORDS = {
  failed: 'the page could not draw it',
  cleaned: 'for safety the page left out what `sanitize: false` keeps',
} as const

/**
 * The page's reports of outputs for the author: logged once for each output. Removals by the sanitizer are reported only in debug mode, and also
 * shown on the page.
 */
export class OutputReports {
  readonly #owner: ReportOwner
  #reported: WeakSet<ViewNode> | null = null

  constructor(owner: ReportOwner) {
    this.#owner = owner
  }

  take({ output, problem, message }: OutputReportEvent): void {
    const { app, tree, logger, debug } = this.#owner
    const node = tree.nodes.get(output)
    if (!node || this.#reported?.has(node) || (problem === 'cleaned' && !debug)) return
    this.#reported ??= new WeakSet()
    this.#reported.add(node)
    const text = `put_${node.spec.type}: ${WORDS[problem]}: ${JSON.stringify(message).slice(1, -1)}`
    logger.warn(`[webio] application "${app}": ${text}`)
    if (problem === 'cleaned')
      this.#owner.command(mistakeCommand(new Error(text), this.#owner.nextPath().newId()))
  }
}
