import type { FileField, Message, NodeId, PageEvent, UploadSpec } from '@webio/core/protocol'
import { checkNewFile } from '@webio/core/protocol'
import { Notifier } from '../notifier'

/** The state of a chosen file. `interrupted` means that an earlier page began its upload. */
export type UploadState = 'waiting' | 'sending' | 'done' | 'failed' | 'interrupted' | 'refused'

/** A file as its field shows it. */
export interface ShownUpload {
  readonly key: string
  readonly name: string
  readonly size: number
  readonly state: UploadState
  /** The number of bytes that have arrived or are on their way. */
  readonly loaded: number
  /** Why it was refused. */
  readonly problem?: Message | undefined
}

/** What a field's uploads need from the page around them. */
export interface UploadHost {
  /** The spec of the field as the session has it. */
  field(): FileField | undefined
  /** The ids in the field's value. */
  ids(): readonly number[]
  setIds(ids: readonly number[]): void
  /** Called when a person has chosen or removed a file: earlier messages about the field are out of date. */
  touched(): void
  /** Sends an event. Returns its number, or 0 if it was not sent. */
  send(event: PageEvent): number
  /** Sends the bytes of a file as soon as a transfer is free. */
  transfer(
    token: string,
    file: Blob,
    options: {
      readonly isNew: boolean
      readonly signal: AbortSignal
      readonly onBegin: () => void
      readonly onProgress: (bytes: number) => void
    },
  ): Promise<void>
}

interface Local {
  readonly key: string
  readonly file: File
  state: UploadState
  loaded: number
  problem?: Message
  /** Number of the event that requested it. */
  asked: number
  abort: AbortController
}

const CHANGE = 'change'
const RUNNING: ReadonlySet<UploadState> = new Set(['waiting', 'sending'])

/** The files of one field: those that this page sends, and those that the session already has. */
export class FieldUploads {
  readonly #owner: NodeId
  readonly #name: string
  readonly #host: UploadHost
  readonly #notifier = new Notifier<typeof CHANGE>()
  readonly #locals = new Map<string, Local>()
  /** Keys of removed files that the session may not know about yet. */
  readonly #removed = new Set<string>()
  /** Uploads that the session was asked to cancel. */
  readonly #cancelled = new Set<number>()
  #shown: readonly ShownUpload[] | null = null
  #settled: (() => void)[] = []

  constructor(owner: NodeId, name: string, host: UploadHost) {
    this.#owner = owner
    this.#name = name
    this.#host = host
    this.sync()
  }

  subscribe(listener: () => void): () => void {
    return this.#notifier.subscribe(CHANGE, listener)
  }

  /** The files in order. The list stays the same until something changes. */
  get shown(): readonly ShownUpload[] {
    return (this.#shown ??= this.#list())
  }

  /** Whether something is on its way. */
  get isRunning(): boolean {
    return [...this.#locals.values()].some(({ state }) => RUNNING.has(state))
  }

  /** Whether a listed file cannot be sent. Its entry explains why. */
  get isRefused(): boolean {
    return this.shown.some(({ state }) => state === 'refused')
  }

  /** Any other reason why the form cannot be sent; null if there is none. */
  get problem(): Message | null {
    for (const { name, state } of this.shown) {
      if (state === 'failed' || state === 'interrupted') return { id: 'file_unfinished', args: [name] }
    }
    return null
  }

  /** Calls `then` when nothing is on its way. */
  whenSettled(then: () => void): void {
    if (this.isRunning) this.#settled.push(then)
    else then()
  }

  /** Handles files that a person has chosen. */
  add(files: Iterable<File>): void {
    for (const local of [...this.#locals.values()])
      if (local.state === 'refused') this.#locals.delete(local.key)
    for (const file of files) this.#add(file)
    this.#host.touched()
    this.#changed()
  }

  /** Removes a file for a person, whatever its state. */
  remove(key: string): void {
    const local = this.#locals.get(key)
    this.#locals.delete(key)
    local?.abort.abort()
    const spec = this.#specs().find((one) => one.key === key)
    if (spec) this.#cancel(spec)
    else if (local && local.state !== 'refused') this.#removed.add(key)
    this.#host.touched()
    this.#changed()
  }

  /** Removes all files. */
  clear(): void {
    for (const { key } of this.shown) this.remove(key)
  }

  /** Retries a failed upload for a person. */
  retry(key: string): void {
    const local = this.#locals.get(key)
    const spec = this.#specs().find((one) => one.key === key)
    if (!local || local.state !== 'failed') return
    if (spec) this.#transfer(local, spec, false)
    else this.#ask(local)
    this.#host.touched()
    this.#changed()
  }

  /** Continues uploads that failed while the server was gone. */
  resume(): void {
    for (const { key, state } of [...this.#locals.values()]) if (state === 'failed') this.retry(key)
  }

  /**
   * Handles the refusal of event `n`.
   * @param problem why the server refuses the file, if it would refuse it again
   */
  giveUp(n: number, problem?: Message): void {
    for (const local of this.#locals.values()) {
      if (local.asked !== n || local.state !== 'waiting') continue
      if (problem === undefined) this.#failed(local)
      else this.#refuse(local, problem)
    }
  }

  /** Adopts the session's state of the field. */
  sync(): void {
    for (const spec of this.#specs()) {
      const local = this.#locals.get(spec.key)
      if (this.#removed.delete(spec.key)) this.#cancel(spec)
      else if (local?.asked) this.#transfer(local, spec, true)
      else if (spec.done) this.#arrived(spec, local)
    }
    this.#changed()
  }

  /** Stops everything, when the page or the form is gone. */
  dispose(): void {
    for (const local of this.#locals.values()) local.abort.abort()
    this.#locals.clear()
    this.#changed()
  }

  #add(file: File): void {
    const field = this.#host.field()
    if (!field) return
    const interrupted = this.#interruptedAs(file)
    if (interrupted) return this.#transfer(this.#local(interrupted.key, file), interrupted, false)
    const local = this.#local(newKey(), file)
    const facts = { name: file.name, size: file.size, mime_type: file.type }
    // A single file replaces the previous one.
    const others = field.multiple ? [...this.#specs(), ...this.#asked()] : []
    const problem = checkNewFile({ ...field, files: others }, facts)
    if (problem !== null) {
      this.#refuse(local, problem)
      return
    }
    if (!field.multiple) for (const { key } of this.#list()) if (key !== local.key) this.remove(key)
    this.#ask(local)
  }

  #local(key: string, file: File): Local {
    const local: Local = { key, file, state: 'waiting', loaded: 0, asked: 0, abort: new AbortController() }
    this.#locals.set(key, local)
    return local
  }

  /** Finds the interrupted upload of the same file, which an earlier page began. */
  #interruptedAs({ name, size, lastModified }: File): UploadSpec | undefined {
    return this.#specs().find(
      (spec) =>
        !spec.done &&
        !this.#locals.has(spec.key) &&
        spec.name === name &&
        spec.size === size &&
        spec.last_modified === lastModified,
    )
  }

  /** Files that the session was asked about but has not answered, as it would list them. */
  #asked(): UploadSpec[] {
    return [...this.#locals.values()]
      .filter(({ asked }) => asked > 0)
      .map(({ key, file: { name, size, type, lastModified } }) => {
        return { id: 0, key, token: '', name, size, mime_type: type, last_modified: lastModified }
      })
  }

  #ask(local: Local): void {
    const { name, size, type, lastModified } = local.file
    local.state = 'waiting'
    local.asked = this.#host.send({
      type: 'upload-open',
      owner: this.#owner,
      field: this.#name,
      key: local.key,
      name,
      size,
      mime_type: type,
      last_modified: Math.round(lastModified),
    })
    if (local.asked === 0) this.#failed(local)
  }

  #transfer(local: Local, spec: UploadSpec, isNew: boolean): void {
    local.asked = 0
    if (spec.done) return this.#arrived(spec, local)
    local.state = 'waiting'
    local.abort = new AbortController()
    const { signal } = local.abort
    const progress = (loaded: number): void => {
      local.loaded = Math.min(loaded, spec.size)
      this.#changed()
    }
    const begin = (): void => {
      local.state = 'sending'
      this.#changed()
    }
    this.#host.transfer(spec.token, local.file, { isNew, signal, onBegin: begin, onProgress: progress }).then(
      () => this.sync(),
      () => {
        if (!signal.aborted) this.#failed(local)
      },
    )
  }

  /** Handles the end of an upload: the field now has the file. */
  #arrived({ id, size }: UploadSpec, local: Local | undefined): void {
    if (local) Object.assign(local, { state: 'done', loaded: size })
    const ids = this.#host.ids()
    if (ids.includes(id)) return
    // In the order of the list: a small file may arrive before a larger one that was chosen first.
    const arrived = new Set([...ids, id])
    this.#host.setIds(
      this.#specs()
        .map((spec) => spec.id)
        .filter((one) => arrived.has(one)),
    )
  }

  #refuse(local: Local, problem: Message): void {
    local.state = 'refused'
    local.problem = problem
    this.#changed()
  }

  #failed(local: Local): void {
    local.state = 'failed'
    this.#changed()
  }

  #cancel({ id }: UploadSpec): void {
    this.#cancelled.add(id)
    const ids = this.#host.ids()
    if (ids.includes(id)) this.#host.setIds(ids.filter((other) => other !== id))
    this.#host.send({ type: 'upload-cancel', owner: this.#owner, field: this.#name, upload: id })
  }

  #specs(): readonly UploadSpec[] {
    return (this.#host.field()?.files ?? []).filter(({ id }) => !this.#cancelled.has(id))
  }

  #list(): readonly ShownUpload[] {
    const specs = this.#specs()
    const known = specs.map((spec): ShownUpload => {
      const local = this.#locals.get(spec.key)
      const state = local?.state ?? (spec.done ? 'done' : 'interrupted')
      return { key: spec.key, name: spec.name, size: spec.size, state, loaded: local?.loaded ?? 0 }
    })
    const own = [...this.#locals.values()].filter(({ key }) => !specs.some((spec) => spec.key === key))
    return [
      ...known,
      ...own.map(({ key, file: { name, size }, state, loaded, problem }) => ({
        key,
        name,
        size,
        state,
        loaded,
        problem,
      })),
    ]
  }

  #changed(): void {
    this.#shown = null
    this.#notifier.notify(CHANGE)
    if (this.#settled.length > 0 && !this.isRunning) for (const then of this.#settled.splice(0)) then()
  }
}

/** Creates a key that is unique even across reloads of the page. `randomUUID` exists only in secure contexts. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(36)).join('')
}
