import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, gzip } from 'node:zlib'

/** Encodings of a response, the smallest first. */
export const ENCODINGS = ['br', 'gzip', 'identity'] as const

/** As in the header Content-Encoding. */
export type Encoding = (typeof ENCODINGS)[number]

type Bytes = Uint8Array<ArrayBuffer>

/** A file whose name changes with its content. */
export class Asset {
  /** Its Content-Type. */
  readonly type: string
  /** The contents by encoding. Two are compressed once, at the first request. */
  readonly #contents = new Map<Encoding, Bytes | Promise<Bytes>>()

  /**
   * @param type the Content-Type
   * @param encoding the encoding of `content`: `br` or `identity`
   * @param content the file
   */
  constructor(type: string, encoding: 'br' | 'identity', content: Uint8Array) {
    this.type = type
    this.#contents.set(encoding, new Uint8Array(content))
  }

  /** The content in an encoding. */
  in(encoding: Encoding): Bytes | Promise<Bytes> {
    const known = this.#contents.get(encoding)
    if (known) return known
    const content = this.#encoded(encoding)
    // Few clients read it without an encoding, and it takes most memory.
    if (encoding !== 'identity') this.#contents.set(encoding, content)
    return content
  }

  async #encoded(encoding: Encoding): Promise<Bytes> {
    if (encoding === 'identity') return new Uint8Array(await decompressed(await this.in('br')))
    const plain = await this.in('identity')
    return new Uint8Array(await (encoding === 'br' ? compressed(plain) : gzipped(plain, { level: 9 })))
  }
}

const compressed = promisify(brotliCompress)
const decompressed = promisify(brotliDecompress)
const gzipped: (content: Uint8Array, options: { level: number }) => Promise<Buffer> = promisify(gzip)
