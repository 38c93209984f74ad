import type { NodeId } from '../../protocol/output-spec'
import type { DownloadOwner } from './downloads'
import { Downloads } from './downloads'
import type { FileStore } from './file-store'
import { MemoryFileStore } from './memory-file-store'
import type { FileFields, UploadOwner } from './uploads'
import { Uploads } from './uploads'

/** The files that travel between a session and its page. */
export class SessionFiles {
  /** Whether files can travel. In a worker thread they cannot, because HTTP knows only the session that registered the thread. */
  readonly areCarried: boolean
  /** Files that the page may fetch. */
  readonly downloads: Downloads
  /** Files that the page uploads. */
  readonly uploads: Uploads
  readonly #owner: UploadOwner

  /**
   * @param store the store of uploads; undefined if files cannot travel
   */
  constructor(owner: UploadOwner & DownloadOwner, store: FileStore | undefined) {
    this.areCarried = store !== undefined
    this.downloads = new Downloads(owner)
    this.uploads = new Uploads(owner, store ?? new MemoryFileStore())
    this.#owner = owner
  }

  /** The owner of file fields (a form or the pins) with this id. */
  fieldsOf(owner: NodeId): FileFields | undefined {
    return this.#owner.fileFields(owner)
  }

  /** A pin was removed: deletes its files, except those that a task has received. */
  release(node: NodeId): void {
    this.uploads.release(node)
  }
}
