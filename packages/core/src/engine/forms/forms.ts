import type { FormSpec } from '../../protocol/input-spec'
import type { NodeId } from '../../protocol/output-spec'
import type { Uploads } from '../files/uploads'
import type { SessionLog } from '../session-log'
import type { CallbackRegistry } from '../tasks/callbacks'
import type { EventWork } from '../tasks/event-work'
import type { Clock } from '../clock'
import type { TaskPath } from '../tasks/task-path'
import type { View } from '../view'
import type { FormRequest } from './form-spec'
import { filledIn, formSpecOf } from './form-spec'
import type { FormAsker, FormOwner, FormValues } from './open-form'
import { OpenForm } from './open-form'

export interface FormsOptions {
  readonly view: View
  readonly callbacks: CallbackRegistry
  readonly work: EventWork
  readonly uploads: Uploads
  readonly clock: Clock
  readonly log: SessionLog
  /** Whether the page may show error messages. */
  readonly debug: boolean
  /** The path of the next task that the current event starts. */
  readonly nextPath: () => TaskPath
  readonly timer: FormOwner['timer']
  readonly accepted: FormOwner['accepted']
  readonly judged: FormOwner['judged']
  /** A form is about to open for this task. */
  readonly asked: (path: TaskPath, spec: FormSpec) => void
  /** The initial values of a form; null if it opens as its author made it. */
  readonly earlierAnswer: (asked: FormRequest) => FormValues | null
}

/** The open forms of a session. */
export class Forms {
  readonly #options: FormsOptions
  /** The part of the session that every form needs. */
  readonly #owner: FormOwner
  readonly #open = new Map<NodeId, OpenForm>()

  constructor(options: FormsOptions) {
    const { view, callbacks, work, uploads, clock, log, debug, nextPath, timer, accepted, judged } = options
    this.#options = options
    this.#owner = {
      clock,
      debug,
      work,
      uploads,
      tree: view.tree,
      command: view.command.bind(view),
      startInTurn: callbacks.startInTurn.bind(callbacks),
      reportIgnored: log.ignored.bind(log),
      nextPath,
      timer,
      accepted,
      judged,
      formClosed: (form) => this.#closed(form),
    }
  }

  /** The number of open forms. */
  get size(): number {
    return this.#open.size
  }

  get(id: NodeId): OpenForm | undefined {
    return this.#open.get(id)
  }

  /**
   * Opens a form and waits for its answer. Nobody has to await it.
   * @returns the value of a single field, or the values by field; null if it was cancelled
   */
  open(asker: FormAsker, asked: FormRequest): Promise<unknown> {
    const { view } = this.#options
    const earlier = this.#options.earlierAnswer(asked)
    const request = earlier ? filledIn(asked, earlier) : asked
    view.commit()
    const container = request.scope === undefined ? undefined : view.tree.scopes.get(request.scope)
    const spec = formSpecOf(request, asker.path.newId(), container)
    this.#options.asked(asker.path, spec)
    const form = new OpenForm(this.#owner, asker, request, spec)
    this.#open.set(form.id, form)
    view.command({ type: 'form-open', form: spec })
    if (request.scope !== undefined && container === undefined) form.withdraw('scope')
    else if (request.signal?.aborted) form.withdraw('signal', request.signal.reason)
    return form.answer
  }

  /** All tasks have ended, so nothing waits for the open forms: their authors have forgotten an `await`. */
  reportUnanswered(): void {
    for (const form of this.#open.values())
      this.#options.log.warn(
        `the form ${JSON.stringify(form.name)} closes unanswered, because its task has ended. Write await before the call that asks.`,
      )
  }

  /** A node was removed: withdraws the forms inside it. */
  release(node: NodeId): void {
    for (const form of [...this.#open.values()]) if (form.container === node) form.withdraw('scope')
  }

  /** The session is over. */
  abandon(): void {
    for (const form of [...this.#open.values()]) form.abandon()
  }

  #closed(form: OpenForm): void {
    this.#open.delete(form.id)
    this.#options.uploads.release(form.id)
    // The waiting task resumes in a moment, and its next outputs can travel in the same batch.
    this.#options.view.unhurriedCommand({ type: 'form-close', form: form.id })
  }
}
