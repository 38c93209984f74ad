import type { EventErrorCode } from '../../protocol/error-codes'
import type { FileRemoveCommand, FileSetCommand } from '../../protocol/commands'
import type { UploadCancelEvent, UploadOpenEvent } from '../../protocol/events'
import { safeBaseName } from '../../protocol/file-name'
import type { FileFacts } from '../../protocol/file-rules'
import { checkNewFile, sizeText } from '../../protocol/file-rules'
import type { FileField, UploadSpec } from '../../protocol/input-spec'
import type { Message } from '../../protocol/messages'
import type { NodeId } from '../../protocol/output-spec'
import type { FileStore } from './file-store'
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

/** The part of a session that its uploads need. */
export interface UploadOwner {
  command(command: FileSetCommand | FileRemoveCommand): void
  /** The path of the next task that the current event starts. */
  nextPath(): TaskPath
  /** The form or pin of an id. */
  fileFields(owner: NodeId): FileFields | undefined
  /** Logs an error without further consequences. */
  reportIgnored(what: string, error: unknown): void
}

/** The running and finished uploads of a session's page. */
export class Uploads {
  readonly #session: UploadOwner
  readonly #store: FileStore
  readonly #uploads = new Map<number, Upload>()

  constructor(session: UploadOwner, store: FileStore) {
    this.#session = session
    this.#store = store
  }

  /** The maximum size of a file in bytes. */
  get maxBytes(): number {
    return this.#store.maxBytes
  }

  /** A page asks to upload a file. The answer is the file's entry in its field's spec. */
  open(event: UploadOpenEvent): Refusal | null {
    const { owner, field: name, key, mime_type, size, last_modified } = event
    const fields = this.#session.fileFields(owner)
    const field = fields?.fileField(name)
    if (!fields || !field) return refused(event, 'no_such_field')
    if (fields.isBusy) return refused(event, 'form_busy')
    const filename = safeBaseName(event.name)
    const file = { name: filename, mime_type, size }
    const problem = this.#check(field, file)
    if (problem !== null) return refusal('bad_file', named(problem))
    const excess = this.#excess(size)
    if (excess) return excess
    const id = this.#session.nextPath().newId()
    const token = randomToken()
    const spec: UploadSpec = { id, key, token, ...file, last_modified }
    const upload = new Upload(owner, name, spec, this.#store.create(filename), (one) => this.#arrived(one))
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
    this.#delete(upload)
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
    for (const upload of [...this.#uploads.values()]) {
      if (upload.owner === owner && !upload.isKept) this.#delete(upload)
    }
  }

  /** The session is over. */
  clear(): void {
    for (const upload of [...this.#uploads.values()]) this.#delete(upload)
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
    upload.spec = { ...upload.spec, done: true }
    const { owner, field, spec: file } = upload
    const files = this.#session.fileFields(owner)?.fileField(field)?.files
    // Its field, or its entry in the field, may no longer exist.
    if (files?.some(({ id }) => id === file.id))
      this.#session.command({ type: 'file-set', owner, field, file })
  }

  #delete(upload: Upload): void {
    this.#uploads.delete(upload.spec.id)
    upload.delete().catch((error: unknown) => this.#session.reportIgnored('deleting an uploaded file', error))
  }
}

function refused(event: UploadOpenEvent | UploadCancelEvent, code: EventErrorCode): Refusal {
  return refusal(code, `${event.type} for the field ${JSON.stringify(event.field)} of ${event.owner}`)
}

/** A message by its id. The page has the text in the visitor's language. */
function named(message: Message): string {
  return typeof message === 'string' ? message : `${message.id}: ${(message.args ?? []).join(', ')}`
}
