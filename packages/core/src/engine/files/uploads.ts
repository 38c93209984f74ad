import type { EventErrorCode } from '../../protocol/error-codes'
import type { FileRemoveCommand, FileSetCommand } from '../../protocol/commands'
import type { UploadCancelEvent, UploadOpenEvent } from '../../protocol/events'
import { safeBaseName } from '../../protocol/file-name'
import type { FileFacts } from '../../protocol/file-rules'
import { checkNewFile } from '../../protocol/file-rules'
import type { FileField, UploadSpec } from '../../protocol/input-spec'
import type { Message } from '../../protocol/messages'
import type { NodeId } from '../../protocol/output-spec'
import { sizeText } from '../../protocol/size-text'
import { LazyMap } from '../../state/lazy-collections'
import type { FileStore, StoredFile } from './file-store'
import type { Refusal } from '../wire/refusal'
import type { TaskPath } from '../tasks/task-path'
import { refusal } from '../wire/refusal'
import { equalSecrets, randomToken } from './tokens'
import { Upload } from './upload'
import type { UploadedFile } from './uploaded-file'
import { ReceivedFile } from './uploaded-file'

/** An owner of file fields: a form, or the pins. */
export interface FileFields {
  /** Whether an answer is being checked. The files that it names must not change meanwhile. */
  readonly isBusy: boolean
  /** The current spec of a field, if it is a file field. */
  fileField(name: string): FileField | undefined
}

/** What a session decides about an upload and records in its journal. */
export interface UploadGrant {
  readonly token: string
  /** The `keptAs` of the file. */
  readonly file: string
}

/** The part of a session that its uploads need. */
export interface UploadOwner {
  /** The session's id. */
  readonly id: string
  command(command: FileSetCommand | FileRemoveCommand): void
  /** The path of the next task that the current event starts. */
  nextPath(): TaskPath
  /** The form or pin of an id. */
  fileFields(owner: NodeId): FileFields | undefined
  /** Logs an error without further consequences. */
  reportIgnored(what: string, error: unknown): void
  /** All bytes of an upload have arrived. Calls `settle` when its field may show that, unless the journal replays it. */
  uploadArrived(upload: NodeId, settle: () => void): void
}

/** The running and finished uploads of a session's page. */
export class Uploads {
  readonly #session: UploadOwner
  readonly #store: FileStore
  readonly #uploads = new LazyMap<number, Upload>()
  /** The grant for the next `open`. */
  #granted: { readonly token: string; readonly stored: StoredFile; readonly isAgain: boolean } | null = null

  constructor(session: UploadOwner, store: FileStore) {
    this.#session = session
    this.#store = store
  }

  /** The maximum size of a file in bytes. */
  get maxBytes(): number {
    return this.#store.maxBytes
  }

  /**
   * Decides what the next `open` needs and a journal must record.
   * @returns null if the file cannot outlive the process
   */
  grant(name: string): UploadGrant | null {
    const stored = this.#store.create(safeBaseName(name), this.#session.id)
    if (stored.keptAs === null) return null
    const token = randomToken()
    this.#granted = { token, stored, isAgain: false }
    return { token, file: stored.keptAs }
  }

  /** Announces that the next `open` repeats one that the session accepted in an earlier run. */
  grantAgain({ token, file }: UploadGrant, size: number): void {
    this.#granted = { token, stored: this.reopen(file, size), isAgain: true }
  }

  /**
   * Opens a file of an earlier run of the session.
   * @param whole the size of the complete file
   * @throws Error if files do not outlive the process
   */
  reopen(keptAs: string, whole: number): StoredFile {
    const stored = this.#store.reopen?.(this.#session.id, keptAs, whole)
    if (stored) return stored
    throw new Error(
      'The session has files of an earlier process, and this server cannot find them without durable_files. Set durable_files.',
    )
  }

  /** The session is live again: tells the page which files were complete when the earlier run stopped before it could say so. */
  settleWhole(): void {
    for (const upload of this.#uploads.values())
      if (!upload.spec.done && upload.isWhole) this.#arrived(upload)
  }

  /** Replays that an upload arrived in an earlier run of the session. @returns false if there is no such upload */
  arriveAgain(id: NodeId): boolean {
    const upload = this.#uploads.get(id)
    if (upload) this.#settle(upload)
    return upload !== undefined
  }

  /** Ends running requests; the files stay for the next run of the session. */
  async pause(): Promise<void> {
    await Promise.all([...this.#uploads.values()].map((upload) => upload.pause()))
  }

  /** The session continues elsewhere or later: stops all work on its files here. */
  letGo(): void {
    for (const upload of this.#uploads.values()) void upload.pause()
    this.#uploads.clear()
  }

  /** A page asks to upload a file. The answer is the file's entry in its field's spec. */
  open(event: UploadOpenEvent): Refusal | null {
    const { owner, field: name, key, mime_type, size, last_modified } = event
    const granted = this.#granted
    this.#granted = null
    const fields = this.#session.fileFields(owner)
    const field = fields?.fileField(name)
    if (!fields || !field) return refused(event, 'no_such_field')
    if (fields.isBusy) return refused(event, 'form_busy')
    const filename = safeBaseName(event.name)
    const file = { name: filename, mime_type, size }
    // An upload that was accepted once keeps its place, no matter how much room there is now.
    const problem = granted?.isAgain ? null : this.#check(field, file)
    if (problem !== null) return refusal('bad_file', named(problem))
    const excess = granted?.isAgain ? null : this.#excess(size)
    if (excess) return excess
    const id = this.#session.nextPath().newId()
    const token = granted?.token ?? randomToken()
    const stored = granted?.stored ?? this.#store.create(filename, this.#session.id)
    const spec: UploadSpec = { id, key, token, ...file, last_modified }
    const upload = new Upload(owner, name, spec, stored, (one) => this.#arrived(one))
    this.#uploads.set(id, upload)
    this.#session.command({ type: 'file-set', owner, field: name, file: spec })
    if (size === 0) this.#arrived(upload)
    return null
  }

  /** A person has removed a file from its field. */
  cancel(event: UploadCancelEvent): Refusal | null {
    const { owner, field: name, upload: id } = event
    const upload = this.#uploads.get(id)
    const fields = this.#session.fileFields(owner)
    const files = fields?.fileField(name)?.files
    if (!upload || !fields || !files?.some((file) => file.id === id)) return refused(event, 'no_such_upload')
    if (fields.isBusy) return refused(event, 'form_busy')
    void this.#delete(upload)
    this.#session.command({ type: 'file-remove', owner, field: name, file: id })
    return null
  }

  /** The upload of a token, or null. */
  find(token: string): Upload | null {
    let found: Upload | null = null
    for (const upload of this.#uploads.values()) if (equalSecrets(upload.spec.token, token)) found = upload
    return found
  }

  /** The author's view of finished uploads. */
  received(ids: readonly number[]): UploadedFile[] {
    return this.#known(ids).flatMap(({ spec, stored }) => (spec.done ? new ReceivedFile(spec, stored) : []))
  }

  /** A task has received these files: they stay until the session ends. */
  keep(ids: readonly number[]): void {
    for (const upload of this.#known(ids)) upload.isKept = true
  }

  /** A form or pin was removed: deletes its files, except those that a task has received. */
  release(owner: NodeId): void {
    if (this.#uploads.size === 0) return
    for (const upload of [...this.#uploads.values()]) {
      if (upload.owner === owner && !upload.isKept) void this.#delete(upload)
    }
  }

  /** The session is over. */
  clear(): void {
    const ended = [...this.#uploads.values()].map((upload) => this.#delete(upload))
    const session = this.#session
    void Promise.all(ended)
      .then(() => this.#store.endSession?.(session.id))
      .catch((error: unknown) => session.reportIgnored('deleting the files of the session', error))
  }

  /** The message for a person who chooses this file; null if the field may have it. */
  #check(field: FileField, file: FileFacts): Message | null {
    if (field.readonly) return { id: 'readonly' }
    if (file.size > this.maxBytes) return { id: 'file_too_large', args: [file.name, sizeText(this.maxBytes)] }
    return checkNewFile(field, file)
  }

  /** Why the session or the machine cannot accept another file of this size, even if its field allows it. */
  #excess(size: number): Refusal | null {
    const { maxSessionBytes } = this.#store
    let total = size
    for (const { spec } of this.#uploads.values()) total += spec.size
    if (total > maxSessionBytes)
      return refusal('too_much_uploaded', `a session may upload ${sizeText(maxSessionBytes)} in total`)
    return this.#store.hasRoom() ? null : refusal('disk_full', 'too little of the disk is free for uploads')
  }

  #known(ids: readonly number[]): Upload[] {
    return ids.flatMap((id) => this.#uploads.get(id) ?? [])
  }

  #arrived(upload: Upload): void {
    const { id } = upload.spec
    this.#session.uploadArrived(id, () => {
      if (this.#uploads.has(id) && !upload.spec.done) this.#settle(upload)
    })
  }

  /** Shows in its field that an upload is complete. */
  #settle(upload: Upload): void {
    upload.spec = { ...upload.spec, done: true }
    const { owner, field, spec: file } = upload
    const files = this.#session.fileFields(owner)?.fileField(field)?.files
    // Its field, or its entry in the field, may no longer exist.
    if (files?.some(({ id }) => id === file.id))
      this.#session.command({ type: 'file-set', owner, field, file })
  }

  /** Resolves when it is deleted. Never rejects. */
  #delete(upload: Upload): Promise<void> {
    this.#uploads.delete(upload.spec.id)
    return upload
      .delete()
      .catch((error: unknown) => this.#session.reportIgnored('deleting an uploaded file', error))
  }
}

function refused(event: UploadOpenEvent | UploadCancelEvent, code: EventErrorCode): Refusal {
  return refusal(code, `${event.type} for the field ${JSON.stringify(event.field)} of ${event.owner}`)
}

/** A message by its id. The page has the text in the visitor's language. */
function named(message: Message): string {
  return typeof message === 'string' ? message : `${message.id}: ${(message.args ?? []).join(', ')}`
}
