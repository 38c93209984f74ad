import type { NodeId } from '../../protocol/output-spec'
import type { DownloadOwner } from './downloads'
import { Downloads } from './downloads'
import type { FileStore } from './file-store'
import { MemoryFileStore } from './memory-file-store'
import type { FileFields, UploadOwner } from './uploads'
import { Uploads } from './uploads'

/** The files that travel between a session and its page. */
export class SessionFiles {
  readonly #owner: UploadOwner & DownloadOwner
  readonly #store: FileStore | undefined
  // Most sessions have no files.
  #uploads: Uploads | null = null
  #downloads: Downloads | null = null

  /**
   * @param store the store of uploads; undefined if files cannot travel
   */
  constructor(owner: UploadOwner & DownloadOwner, store: FileStore | undefined) {
    this.#store = store
    this.#owner = owner
  }

  /** Whether files can travel. In a worker thread they cannot, because HTTP knows only the session that registered the thread. */
  get areCarried(): boolean {
    return this.#store !== undefined
  }

  /** Files that the page uploads. */
  get uploads(): Uploads {
    return (this.#uploads ??= new Uploads(this.#owner, this.#store ?? new MemoryFileStore()))
  }

  /** Files that the page may fetch. */
  get downloads(): Downloads {
    return (this.#downloads ??= new Downloads(this.#owner))
  }

  /** True until the page has fetched everything it was told to fetch, or has had ten minutes to. */
  get areAwaited(): boolean {
    return this.#downloads?.areWaiting ?? false
  }

  /** The session has ended. Running downloads continue. */
  clearDownloads(): void {
    this.#downloads?.clear()
  }

  /** The owner of file fields (a form or the pins) with this id. */
  fieldsOf(owner: NodeId): FileFields | undefined {
    return this.#owner.fileFields(owner)
  }

  /** A form has ended. @param files the uploads of its answer, which its task has received */
  formEnded(form: NodeId, files: readonly NodeId[]): void {
    this.#uploads?.keep(files)
    this.release(form)
  }

  /** A form or pin was removed: deletes its files, except those that a task has received. */
  release(node: NodeId): void {
    this.#uploads?.release(node)
  }

  /** Ends running uploads; the files stay for the next run of the session. */
  async pauseUploads(): Promise<void> {
    await this.#uploads?.pause()
  }

  /** The session continues elsewhere or later: stops all work on its files here. */
  letGo(): void {
    this.#uploads?.letGo()
  }

  /** The session is over: deletes its uploads. */
  clearUploads(): void {
    // Even if this run has none, the store may hold files of an earlier one.
    this.uploads.clear()
  }
}
