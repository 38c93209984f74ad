import type { NodeId } from '../../protocol/output-spec'
import type { DownloadOwner } from './downloads'
import { Downloads } from './downloads'
import type { FileStore } from './file-store'
import { MemoryFileStore } from './memory-file-store'
import type { FileFields, UploadOwner } from './uploads'
import { Uploads } from './uploads'

/** The files that travel between a session and its page. */
export class SessionFiles {
  /** Files can travel at all. They cannot in a thread: HTTP knows only the session that registered it. */
  readonly areCarried: boolean
  /** Files that the page may fetch. */
  readonly downloads: Downloads
  /** Files that the page uploads. */
  readonly uploads: Uploads
  readonly #owner: UploadOwner

  /**
   * @param store where uploads are kept; undefined if no files travel
   */
  constructor(owner: UploadOwner & DownloadOwner, store: FileStore | undefined) {
    this.areCarried = store !== undefined
    this.downloads = new Downloads(owner)
    this.uploads = new Uploads(owner, store ?? new MemoryFileStore())
    this.#owner = owner
  }

  /** The form or pin of an id, as what has file fields. */
  fieldsOf(owner: NodeId): FileFields | undefined {
    return this.#owner.fileFields(owner)
  }

  /** A pin has gone: what nobody has been given of its files goes, too. */
  release(node: NodeId): void {
    this.uploads.release(node)
  }
}
