import type { Command, TransientCommand, TreeCommand } from '../protocol/commands'
import { isTransient } from '../protocol/commands'
import type { NodeId, NodeSpec } from '../protocol/output-spec'
import { POPUPS_ID, ROOT_ID, TOASTS_ID } from '../protocol/output-spec'
import type { BatchMessage } from '../protocol/wire-messages'
import { applyCommand, resetViewTree } from '../state/reduce'
import type { ViewTree } from '../state/view-tree'
import type { Listeners } from './listeners'

/** Runs `work` soon: in a browser, in the next frame. Returns a function that cancels it. */
export type Scheduler = (work: () => void) => () => void

export interface BatchInboxOptions {
  readonly tree: ViewTree
  readonly listeners: Listeners
  /** Schedules the application of received batches. @default at once */
  readonly schedule: Scheduler | undefined
  /** The maximum number of nodes that one scheduled run adds. @default Infinity */
  readonly nodesPerRun: (() => number) | undefined
  /** Batches have been applied. Called before their transient commands are executed. */
  readonly onApplied: () => void
  /** Transient commands are about to be executed. */
  readonly beforeTransients: () => void
  /** Executes a transient command. If it returns a promise, later commands wait for that promise (rule S5). */
  readonly execute: (command: TransientCommand) => Promise<unknown> | undefined
  /** Everything that has arrived is applied. */
  readonly onIdle: () => void
}

/** Receives batches in order, and applies them to the tree: over several frames if they are large, and no further than a script that must start first. */
export class BatchInbox {
  readonly #options: BatchInboxOptions
  #batches: BatchMessage[] = []
  #received = 0
  #seen = 0
  /** The number of applied commands of the first batch, and the transient ones among them, which wait for the rest of the batch. */
  #done = 0
  #transients: TransientCommand[] = []
  /** The transient commands that wait for `release`; null if none have to wait. */
  #kept: TransientCommand[] | null = null
  /** Whether a script has not started yet. */
  #isHeld = false
  #isStopped = false
  #withdraw: (() => void) | null = null

  constructor(options: BatchInboxOptions) {
    this.#options = options
  }

  /** The number of the last batch that was received. */
  get received(): number {
    return this.#received
  }

  /** The number of the last batch that was applied. */
  get seen(): number {
    return this.#seen
  }

  /** Whether transient commands wait for `release`. */
  get keepsTransients(): boolean {
    return this.#kept !== null
  }

  /** Applies these batches at once. Their transient commands wait for `release`. */
  start(batches: readonly BatchMessage[]): void {
    this.#batches.push(...batches)
    this.#received = batches.at(-1)?.n ?? 0
    this.#kept = []
    this.#apply(Infinity)
  }

  /** Executes the transient commands that wait for it. Returns false if none have to wait. */
  release(): boolean {
    const due = this.#kept
    if (!due) return false
    this.#kept = null
    this.#executeAll(due)
    return true
  }

  /** Receives a batch. Returns false if batches before it are missing (rule B3). */
  add(batch: BatchMessage): boolean {
    if (batch.n <= this.#received) return true
    if (batch.n !== this.#received + 1 && !batch.reset) return false
    this.#received = batch.n
    this.#batches.push(batch)
    this.#scheduleApply()
    return true
  }

  /** Applies everything that has arrived, without waiting for the scheduler. */
  flush(): void {
    this.#isHeld = false
    do {
      this.#cancel()
      this.#apply(Infinity)
    } while (this.#batches.length > 0 && !this.#isHeld)
  }

  /** Applies what has arrived in the meantime, unless a script has to start first. */
  continue(): void {
    if (this.#isHeld || this.#isStopped) return
    if (this.#batches.length > 0) this.#scheduleApply()
    else this.#options.onIdle()
  }

  /** Rule W4: the following batches have their own numbers and contain everything. */
  clear(): void {
    this.#cancel()
    this.#received = this.#seen = this.#done = 0
    this.#batches = []
    this.#transients = []
    this.#isHeld = false
  }

  /** Applies nothing more. */
  stop(): void {
    this.#isStopped = true
    this.#cancel()
  }

  /** Whether the tree has outputs or forms. */
  get showsSomething(): boolean {
    const { forms, nodes } = this.#options.tree
    return forms.size > 0 || [ROOT_ID, POPUPS_ID, TOASTS_ID].some((root) => nodes.get(root)?.children.length)
  }

  #cancel(): void {
    this.#withdraw?.()
    this.#withdraw = null
  }

  #scheduleApply(): void {
    if (this.#withdraw || this.#isHeld) return
    const { schedule, nodesPerRun } = this.#options
    if (!schedule) return this.#apply(Infinity)
    this.#withdraw = schedule(() => {
      this.#withdraw = null
      this.#apply(Math.max(1, nodesPerRun?.() ?? Infinity))
    })
  }

  #apply(limit: number): void {
    const { tree, listeners, onApplied } = this.#options
    const due: TransientCommand[] = []
    let added = 0
    let applied = false
    let pause: 'script' | 'html' | null = null
    while (this.#batches.length > 0 && added < limit && !pause) {
      const batch = this.#batches[0] as BatchMessage
      let room = limit
      if (this.#done === 0 && batch.reset) {
        // Replaces the outputs in one step, as far as one batch reaches, so that no empty page shows in between.
        if (this.showsSomething) room = Infinity
        resetViewTree(tree, listeners)
      }
      while (this.#done < batch.commands.length && added < room) {
        const command = batch.commands[this.#done] as Command
        // Consecutive scripts need not wait for each other's frame.
        if (pause && !(pause === 'script' && command.type === 'script-run')) break
        this.#done++
        if (isTransient(command)) {
          this.#transients.push(command)
          if (command.type === 'script-run') pause = 'script'
        } else {
          applyCommand(tree, command, listeners)
          added += command.type === 'output-insert' ? command.outputs.length : 1
          // A snapshot has no order of calls, so it is shown in one step.
          if (!batch.reset && bringsScripts(command)) pause = 'html'
        }
      }
      const isDone = this.#done === batch.commands.length
      if (!isDone && pause !== 'script') break
      // Even for a batch with a script, which may make the browser leave before the rest is applied.
      this.#seen = batch.n
      due.push(...this.#transients.splice(0))
      if (!isDone) break
      this.#batches.shift()
      this.#done = 0
      applied = true
    }
    if (applied && !this.#kept) onApplied()
    listeners.flush()
    if (this.#kept) {
      this.#kept.push(...due)
      return
    }
    this.#executeAll(due)
    this.continue()
  }

  #executeAll(due: readonly TransientCommand[]): void {
    if (due.length > 0) this.#options.beforeTransients()
    for (const command of due) {
      const started = this.#options.execute(command)
      if (started) this.#hold(started)
    }
  }

  /** Commands after a script are not applied before it has started. */
  #hold(started: Promise<unknown>): void {
    this.#isHeld = true
    const end = (): void => {
      if (!this.#isHeld) return
      this.#isHeld = false
      this.continue()
    }
    started.then(end, end)
  }
}

/** Tells whether showing the command's outputs may run scripts of an author's HTML. */
function bringsScripts(command: TreeCommand): boolean {
  if (command.type === 'output-insert') return command.outputs.some(hasScripts)
  return command.type === 'output-update' && 'html' in command.set && isScript(command.set['html'])
}

function hasScripts(output: NodeSpec | NodeId): boolean {
  if (typeof output === 'number') return false
  const isRaw = 'sanitize' in output && output.sanitize === false && 'html' in output
  return (isRaw && isScript(output.html)) || (output.children?.some(hasScripts) ?? false)
}

function isScript(html: unknown): boolean {
  return typeof html === 'string' && /<script/i.test(html)
}
