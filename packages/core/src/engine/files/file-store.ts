/** Stores the bytes of uploads. The server uses a folder; tests and tasks in the page use memory. */
export interface FileStore {
  /** The maximum size of one upload in bytes. */
  readonly maxBytes: number
  /** The maximum total size of a session's uploads in bytes. */
  readonly maxSessionBytes: number
  /** False while there is not enough space for further uploads of any size. */
  hasRoom(): boolean
  /**
   * Creates an empty file of a session.
   * @param name the name of the upload, whose extension the file may have
   */
  create(name: string, session: string): StoredFile
  /**
   * Opens a file of an earlier run of a session. A store without this method keeps no file beyond its process.
   * @param whole the size of the complete file
   */
  reopen?(session: string, keptAs: string, whole: number): StoredFile
  /** A session has ended: deletes its remaining files. */
  endSession?(session: string): Promise<void>
}

/** The received bytes of one upload. */
export interface StoredFile {
  /** The key with which `reopen` finds it when its session is run again; null if it ends with its process. */
  readonly keptAs: string | null
  /** The number of received bytes. */
  readonly size: number
  /** Appends bytes. Resolves when it can take more. Do not call it again before that. */
  write(bytes: Uint8Array): Promise<void>
  /** No bytes come for now: releases resources that are held open for writing. */
  rest(): Promise<void>
  /** Resolves when the bytes so far are safe from a crash of the process, if the file outlives it. */
  sync(): Promise<void>
  /** All bytes. */
  content(): Uint8Array
  stream(): ReadableStream<Uint8Array>
  /**
   * Its path on the disk.
   * @throws Error if the file is in memory
   */
  path(): string
  /** Deletes it. It may already have been deleted or moved. */
  delete(): Promise<void>
}
