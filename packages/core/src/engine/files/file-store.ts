/** Where the bytes of uploads are kept. A seam: the server has a folder, tests and tasks in the page have memory. */
export interface FileStore {
  /** Bytes that one upload may have. */
  readonly maxBytes: number
  /** Bytes that all uploads of a session may have together. */
  readonly maxSessionBytes: number
  /** False while there is too little room for further uploads, whatever their size. */
  hasRoom(): boolean
  /**
   * Makes an empty file.
   * @param name of the upload, whose end the file's name may have
   */
  create(name: string): StoredFile
}

/** The bytes of one upload, as far as they have arrived. */
export interface StoredFile {
  /** Bytes that are there. */
  readonly size: number
  /** Adds bytes at the end. Resolves when more can be taken. Not to be called before the last call has resolved. */
  write(bytes: Uint8Array): Promise<void>
  /** Nothing is added for now: lets go of what is held open for that. */
  rest(): Promise<void>
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
