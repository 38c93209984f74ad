import type { FileField, Message, NodeId, PageSession } from '@webio/core/protocol'
import type { FieldModel } from '../forms/field-model'
import { FieldUploads } from './field-uploads'
import type { FileWire } from '../wire/file-wire'
import { sendFile } from './send-file'

/** More transfers than this have to wait: a browser opens six connections to a server, and the session may need one. */
const MAX_TRANSFERS = 3

/** Messages for a person if the server refuses a file for a reason that the page cannot know in advance. */
const UPLOAD_PROBLEMS: ReadonlyMap<string, Message> = new Map([
  ['too_much_uploaded', { id: 'too_much_uploaded' }],
  ['disk_full', { id: 'disk_full' }],
])

/** The uploads of a form, as the form sees them. */
export interface FormUploads {
  /** Whether something is on its way. */
  areRunning(form: NodeId): boolean
  /** Calls `then` when nothing is on its way. */
  whenSettled(form: NodeId, then: () => void): void
  /** Whether a listed file cannot be sent. Its entry explains why. */
  isRefused(form: NodeId, field: string): boolean
  /** Any other reason why the form cannot be sent; null if there is none. */
  problem(form: NodeId, field: string): Message | null
  /** Removes all files from the form. */
  clear(form: NodeId): void
}

/** The uploads of all fields of one session. */
export class Uploads implements FormUploads {
  readonly #session: PageSession
  readonly #wire: () => FileWire
  readonly #fields = new Map<NodeId, Map<string, FieldUploads>>()
  /** Transfers that wait for others to end. */
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(session: PageSession, wire: () => FileWire) {
    this.#session = session
    this.#wire = wire
    let { status } = session
    session.subscribe('page', () => {
      const before = status
      status = session.status
      if (before === 'reconnecting' && status === 'open') this.#resume()
    })
  }

  /**
   * The uploads of a visible field.
   * @param owner the form or pin that the field belongs to
   */
  of(owner: FieldModel, field: FileField): FieldUploads {
    let fields = this.#fields.get(owner.id)
    if (!fields) this.#fields.set(owner.id, (fields = this.#watch(owner.id)))
    let uploads = fields.get(field.name)
    if (!uploads) fields.set(field.name, (uploads = this.#make(owner, field.name)))
    return uploads
  }

  areRunning(form: NodeId): boolean {
    return this.#of(form).some(({ isRunning }) => isRunning)
  }

  whenSettled(form: NodeId, then: () => void): void {
    const running = this.#of(form).find(({ isRunning }) => isRunning)
    if (running) running.whenSettled(() => this.whenSettled(form, then))
    else then()
  }

  isRefused(form: NodeId, field: string): boolean {
    return this.#fields.get(form)?.get(field)?.isRefused ?? false
  }

  problem(form: NodeId, field: string): Message | null {
    return this.#fields.get(form)?.get(field)?.problem ?? null
  }

  clear(form: NodeId): void {
    for (const uploads of this.#of(form)) uploads.clear()
  }

  /** Handles the refusal of event `n`. */
  giveUpWaiting(n: number, code: string): void {
    const problem = UPLOAD_PROBLEMS.get(code)
    for (const fields of this.#fields.values())
      for (const uploads of fields.values()) uploads.giveUp(n, problem)
  }

  /** Stops everything when the session is over. */
  dispose(): void {
    for (const fields of this.#fields.values()) for (const uploads of fields.values()) uploads.dispose()
    this.#fields.clear()
  }

  #resume(): void {
    for (const fields of this.#fields.values()) for (const uploads of fields.values()) uploads.resume()
  }

  #of(owner: NodeId): FieldUploads[] {
    return [...(this.#fields.get(owner)?.values() ?? [])]
  }

  #watch(owner: NodeId): Map<string, FieldUploads> {
    const fields = new Map<string, FieldUploads>()
    const changed = (): void => {
      for (const [name, uploads] of fields) {
        if (this.#field(owner, name)) uploads.sync()
        else {
          // The form was sent or removed, so nothing needs what is still on its way.
          uploads.dispose()
          fields.delete(name)
        }
      }
    }
    this.#session.subscribe(owner, changed)
    this.#session.subscribe(`form:${owner}`, changed)
    return fields
  }

  #make(model: FieldModel, name: string): FieldUploads {
    const { id } = model
    const field = (): FileField | undefined => this.#field(id, name)
    return new FieldUploads(id, name, {
      field,
      ids() {
        const spec = field()
        const value = spec && model.state(spec).value
        return Array.isArray(value) ? (value as readonly number[]) : []
      },
      setIds(ids) {
        const spec = field()
        if (spec) model.edit(spec, ids)
      },
      touched: () => model.touch(name),
      send: (event) => this.#session.send(event),
      transfer: (token, file, { isNew, signal, onBegin, onProgress }) =>
        this.#inTurn(signal, async () => {
          onBegin()
          const session = this.#session.ticket?.session ?? ''
          await sendFile(this.#wire(), { session, token }, file, { isNew, signal, onProgress })
        }),
    })
  }

  #field(owner: NodeId, name: string): FileField | undefined {
    const node = this.#session.node(owner)?.spec
    const spec =
      this.#session.form(owner)?.spec.fields.find((one) => one.name === name) ??
      (node?.type === 'pin' && !node.expired ? node.field : undefined)
    return spec?.type === 'file' && spec.name === name ? spec : undefined
  }

  /** Runs a transfer when one is free. */
  async #inTurn(signal: AbortSignal, transfer: () => Promise<void>): Promise<void> {
    if (this.#running >= MAX_TRANSFERS) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#running++
    try {
      signal.throwIfAborted()
      await transfer()
    } finally {
      // The next one is whichever has waited longest.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running--
    }
  }
}
