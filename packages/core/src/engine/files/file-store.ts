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
   * A file of an earlier run of a session. Missing: no file outlives its process.
   * @param whole its size when all bytes are there
   */
  reopen?(session: string, keptAs: string, whole: number): StoredFile
  /** A session is over: takes away what is left of its files. */
  endSession?(session: string): Promise<void>
}

/** The received bytes of one upload. */
export interface StoredFile {
  /** By which `reopen` finds it when its session is run again; null if it ends with its process. */
  readonly keptAs: string | null
  /** Bytes that are there. */
  readonly size: number
  /** Adds bytes at the end. Resolves when more can be taken. Not to be called before the last call has resolved. */
  write(bytes: Uint8Array): Promise<void>
  /** Nothing is added for now: lets go of what is held open for that. */
  rest(): Promise<void>
  /** Resolves when the bytes so far outlive the process, if the file does. */
  sync(): Promise<void>
  /** All bytes. */
  content(): Uint8Array
  stream(): ReadableStream<Uint8Array>
  /**
   * Where it is on the disk.
   * @throws Error where it is in memory
   */
  path(): string
  /** Takes it away. It may have been taken away, or moved, already. */
  delete(): Promise<void>
}
