import type { NodeId } from '../../protocol/output-spec'
import type { UploadSpec } from '../../protocol/input-spec'
import type { StoredFile } from './file-store'

/** The outcome of receiving bytes. */
export interface Appended {
  /**
   * `taken`: they are stored. `broken`: their connection ended too early. `bad_offset`: they do not follow the stored bytes. `too_much`: they exceed
   * the announced size. `replaced`: another request has taken over.
   */
  readonly outcome: 'taken' | 'broken' | 'bad_offset' | 'too_much' | 'replaced'
  /** The number of received bytes. */
  readonly offset: number
}

/** A request that brings bytes. The newest request is the active one; it begins when the earlier ones have ended. */
interface Writer {
  isReplaced: boolean
  readonly reader: ReadableStreamDefaultReader<Uint8Array>
  /** Settles when it has stopped writing. Never rejects. */
  ended: Promise<unknown>
}

/** A file on its way from a page. */
export class Upload {
  readonly owner: NodeId
  readonly field: string
  readonly stored: StoredFile
  spec: UploadSpec
  /** A task has received this file, so it outlives its field. */
  isKept = false
  readonly #arrived: (upload: Upload) => void
  #writer: Writer | null = null
  #isGone = false

  /**
   * @param arrived called when all bytes are there
   */
  constructor(
    owner: NodeId,
    field: string,
    spec: UploadSpec,
    stored: StoredFile,
    arrived: (upload: Upload) => void,
  ) {
    this.owner = owner
    this.field = field
    this.spec = spec
    this.stored = stored
    this.#arrived = arrived
  }

  /** The number of stored bytes. Ends a running request: its page asks only because it has lost that request. */
  async offset(): Promise<number> {
    await this.#replaceWriter()
    return this.stored.size
  }

  /**
   * Adds bytes as they arrive, no faster than they can be stored. It replaces an earlier request at once, and begins when that has ended.
   * @param offset the number of bytes that must already be stored
   * @throws the store's error if it cannot store them
   */
  async append(offset: number, body: ReadableStream<Uint8Array>): Promise<Appended> {
    const earlier = this.#replaceWriter()
    const writer: Writer = { isReplaced: false, reader: body.getReader(), ended: earlier }
    this.#writer = writer
    const writing = this.#write(writer, offset, earlier)
    writer.ended = writing.catch(() => {})
    try {
      return { outcome: await writing, offset: this.stored.size }
    } finally {
      writer.reader.releaseLock()
      if (this.#writer === writer) this.#writer = null
    }
  }

  /** Ends a running request, and resolves when nothing is being written. The bytes stay. */
  async pause(): Promise<void> {
    await this.#replaceWriter()
  }

  /** Whether all bytes have arrived. */
  get isWhole(): boolean {
    return this.stored.size === this.spec.size
  }

  /** Deletes the upload and its bytes. Nothing is written afterwards. */
  async delete(): Promise<void> {
    this.#isGone = true
    await this.#replaceWriter()
    await this.stored.delete()
  }

  async #write(writer: Writer, offset: number, earlier: Promise<unknown>): Promise<Appended['outcome']> {
    await earlier
    if (writer.isReplaced) return 'replaced'
    if (this.#isGone || offset !== this.stored.size) return 'bad_offset'
    try {
      for (;;) {
        const bytes = await nextOf(writer.reader)
        if (writer.isReplaced) return 'replaced'
        if (bytes === 'broken') return 'broken'
        if (bytes === null) return 'taken'
        if (this.stored.size + bytes.byteLength > this.spec.size) return 'too_much'
        await this.stored.write(bytes)
      }
    } finally {
      if (this.isWhole) await this.stored.sync()
      await this.stored.rest()
      if (!this.#isGone && !this.spec.done && this.isWhole) this.#arrived(this)
    }
  }

  /** Ends the active request. Resolves when nothing is being written anymore. */
  #replaceWriter(): Promise<unknown> {
    const writer = this.#writer
    if (!writer) return Promise.resolve()
    writer.isReplaced = true
    // A connection that died silently would never end by itself.
    writer.reader.cancel().catch(() => {})
    return writer.ended
  }
}

/** The next bytes; null at the end. */
async function nextOf(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<Uint8Array | 'broken' | null> {
  try {
    const { done, value } = await reader.read()
    return done ? null : value
  } catch {
    return 'broken'
  }
}
