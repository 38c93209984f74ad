import type { FormSpec } from '../../protocol/input-spec'
import type { NodeId } from '../../protocol/output-spec'
import { LazyMap } from '../../state/lazy-collections'
import type { SessionFiles } from '../files/session-files'
import type { SessionLog } from '../session-log'
import type { TaskPath } from '../tasks/task-path'
import type { View } from '../view'
import type { FormAsker } from './form-asker'
import type { FormRequest, FormValues } from './form-spec'
import { filledIn, fingerprintOf, formSpecOf } from './form-spec'
import type { FormKeeper, FormOwner } from './open-form'
import { OpenForm } from './open-form'

/** The journal of a durable session. */
export interface FormJournal {
  /** A form is about to open for this task. */
  asked(path: TaskPath, spec: FormSpec): void
  /** The initial values of the next form with this fingerprint; null if it opens as its author made it. */
  earlierAnswer(fingerprint: string): FormValues | null
}

export interface FormsOptions {
  readonly owner: FormOwner
  readonly view: View
  readonly files: SessionFiles
  readonly log: SessionLog
  readonly journal: FormJournal | null
}

/** The open forms of a session. */
export class Forms implements FormKeeper {
  readonly #options: FormsOptions
  readonly #open = new LazyMap<NodeId, OpenForm>()

  constructor(options: FormsOptions) {
    this.#options = options
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
    const { owner, view, journal } = this.#options
    const earlier = journal?.earlierAnswer(fingerprintOf(asked))
    const request = earlier ? filledIn(asked, earlier) : asked
    view.commit()
    const container = request.scope === undefined ? undefined : view.tree.scopes.get(request.scope)
    const spec = formSpecOf(request, asker.path.newId(), container)
    journal?.asked(asker.path, spec)
    const form = new OpenForm(owner, asker, request, spec, this)
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

  ended(form: OpenForm, files: readonly NodeId[]): void {
    const { files: store, view } = this.#options
    this.#open.delete(form.id)
    store.formEnded(form.id, files)
    // The waiting task resumes in a moment, and its next outputs can travel in the same batch.
    view.unhurriedCommand({ type: 'form-close', form: form.id })
  }
}
