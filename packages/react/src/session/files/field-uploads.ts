import type { FileField, Message, NodeId, PageEvent, UploadSpec } from '@webio/core/protocol'
import { checkNewFile } from '@webio/core/protocol'
import { Notifier } from '../notifier'

/** How a file stands that was chosen: `interrupted` is one whose upload an earlier page began. */
export type UploadState = 'waiting' | 'sending' | 'done' | 'failed' | 'interrupted' | 'refused'

/** A file as its field shows it. */
export interface ShownUpload {
  readonly key: string
  readonly name: string
  readonly size: number
  readonly state: UploadState
  /** Bytes that are there or on their way. */
  readonly loaded: number
  /** Why it was refused. */
  readonly problem?: Message | undefined
}

/** What a field's uploads need of the page around them. */
export interface UploadHost {
  /** The spec of the field as the session has it. */
  field(): FileField | undefined
  /** The ids that the field holds as its value. */
  ids(): readonly number[]
  setIds(ids: readonly number[]): void
  /** A person has chosen a file, or taken one out: what was said of the field before is out of date. */
  touched(): void
  /** Sends an event. Gives back its number, 0 where it went nowhere. */
  send(event: PageEvent): number
  /** Sends the bytes of a file as soon as there is room on the wire. */
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
  /** Number of the event that asked for it. */
  asked: number
  abort: AbortController
}

const CHANGE = 'change'
const RUNNING: ReadonlySet<UploadState> = new Set(['waiting', 'sending'])

/** The files of one field: those that this page sends, and those that the session has. */
export class FieldUploads {
  readonly #owner: NodeId
  readonly #name: string
  readonly #host: UploadHost
  readonly #notifier = new Notifier<typeof CHANGE>()
  readonly #locals = new Map<string, Local>()
  /** Keys of files that were taken out, and that the session may not know of yet. */
  readonly #removed = new Set<string>()
  /** Uploads that the session was asked to forget. */
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

  /** The files in their order. The same list as long as nothing changes. */
  get shown(): readonly ShownUpload[] {
    return (this.#shown ??= this.#list())
  }

  /** Something is on its way. */
  get isRunning(): boolean {
    return [...this.#locals.values()].some(({ state }) => RUNNING.has(state))
  }

  /** A file is listed that cannot be sent. Its entry says why. */
  get isRefused(): boolean {
    return this.shown.some(({ state }) => state === 'refused')
  }

  /** What else keeps the form from being sent; null if nothing does. */
  get problem(): Message | null {
    for (const { name, state } of this.shown) {
      if (state === 'failed' || state === 'interrupted') return { id: 'file_unfinished', args: [name] }
    }
    return null
  }

  /** Calls `then` once nothing is on its way. */
  whenSettled(then: () => void): void {
    if (this.isRunning) this.#settled.push(then)
    else then()
  }

  /** A person has chosen files. */
  add(files: Iterable<File>): void {
    for (const local of [...this.#locals.values()])
      if (local.state === 'refused') this.#locals.delete(local.key)
    for (const file of files) this.#add(file)
    this.#host.touched()
    this.#changed()
  }

  /** A person takes a file out, wherever it stands. */
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

  /** Takes all of them out. */
  clear(): void {
    for (const { key } of this.shown) this.remove(key)
  }

  /** A person wants an upload that failed to be tried again. */
  retry(key: string): void {
    const local = this.#locals.get(key)
    const spec = this.#specs().find((one) => one.key === key)
    if (!local || local.state !== 'failed') return
    if (spec) this.#transfer(local, spec, false)
    else this.#ask(local)
    this.#host.touched()
    this.#changed()
  }

  /** The server is back after a while without one: uploads that have failed meanwhile continue. */
  resume(): void {
    for (const { key, state } of [...this.#locals.values()]) if (state === 'failed') this.retry(key)
  }

  /**
   * Event `n` was refused.
   * @param problem what the server has against the file, if it would say the same again
   */
  giveUp(n: number, problem?: Message): void {
    for (const local of this.#locals.values()) {
      if (local.asked !== n || local.state !== 'waiting') continue
      if (problem === undefined) this.#failed(local)
      else this.#refuse(local, problem)
    }
  }

  /** Takes over what the session says of the field. */
  sync(): void {
    for (const spec of this.#specs()) {
      const local = this.#locals.get(spec.key)
      if (this.#removed.delete(spec.key)) this.#cancel(spec)
      else if (local?.asked) this.#transfer(local, spec, true)
      else if (spec.done) this.#arrived(spec, local)
    }
    this.#changed()
  }

  /** The page or the form has gone. */
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
    // One file takes the place of another.
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

  /** The same file, whose upload an earlier page began. */
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

  /** Files that the session was asked about and has not answered yet, as it would list them. */
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

  /** All of a file is there: the field has it. */
  #arrived({ id, size }: UploadSpec, local: Local | undefined): void {
    if (local) Object.assign(local, { state: 'done', loaded: size })
    const ids = this.#host.ids()
    if (!ids.includes(id)) this.#host.setIds([...ids, id])
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

/** Tells files apart, also those that a page before a reload has asked about. `randomUUID` is there in secure contexts alone. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(36)).join('')
}
