import { isSafeImageUrl } from '../../protocol/safe-url'
import type { OptionRules } from '../arguments'
import { describe } from '../arguments'
import { base64 } from '../base64'
import { withoutNulls } from '../without-nulls'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { FollowedOutput, OutputKind } from './handle/output-kind'

export interface ImageOptions extends OutputOptions {
  /** Format of the bytes, such as `png`. @default detected from the bytes */
  format?: string
  /** Alternative text. @default '' */
  title?: string
  /** CSS length or percentage. If only one of the two is given, the proportions are kept. */
  width?: string
  height?: string
}

const IMAGE_RULES = {
  ...OUTPUT_OPTION_RULES,
  format: 'string',
  title: 'string',
  width: 'string',
  height: 'string',
} as const satisfies OptionRules

/** The source of an image: a URL (including data URLs), bytes, or a Blob. */
export type ImageSource = string | Uint8Array | Blob

interface ImageParams extends Omit<ImageOptions, keyof OutputOptions> {
  readonly src: ImageSource
}

const IMAGE: OutputKind<ImageParams> = {
  name: 'put_image',
  parameters: { src: 'any' },
  options: IMAGE_RULES,
  leaf: true,
  build(id, { src, format, title, width, height }) {
    const url = src instanceof Blob ? blobUrl(src, format) : imageUrl(src, format)
    return { id, type: 'image', src: url, ...withoutNulls({ title, width, height }) }
  },
  follow(output, { src }) {
    // A task, so that the session does not end before the Blob is read.
    if (src instanceof Blob && !bytesOf.has(src)) {
      void output.session.tasks.run('run_async', () => showWhenRead(output, src))
    }
  },
}

/**
 * Shows an image. Bytes travel with the page's other content, so give a URL for large images.
 * @param src a URL, bytes, a Blob (which is read before it is shown), or a data URL
 * @throws TypeError for anything else, RangeError if the URL's scheme is not allowed for images
 */
export function put_image(src: ImageSource, options?: ImageOptions): Output {
  return makeOutput(IMAGE, { src }, options)
}

/** The bytes of the Blobs that have been read. */
const bytesOf = new WeakMap<Blob, Uint8Array>()

/** Reads a Blob and shows it, unless the output has a different image by then. */
async function showWhenRead(output: FollowedOutput<ImageParams>, blob: Blob): Promise<void> {
  try {
    bytesOf.set(blob, new Uint8Array(await blob.arrayBuffer()))
    if (output.params.src === blob) output.update({})
  } catch (error) {
    output.session.log.ignored('reading the Blob of put_image', error)
    if (!output.session.isClosed && output.params.src === blob) output.remove()
  }
}

function blobUrl(blob: Blob, format: string | undefined): string {
  const bytes = bytesOf.get(blob)
  if (!bytes) return EMPTY_IMAGE
  return imageUrl(bytes, format ?? (blob.type.replace(/^image\//, '') || undefined))
}

/** One transparent pixel. */
const EMPTY_IMAGE = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='

function imageUrl(src: unknown, format: string | undefined): string {
  if (src instanceof Uint8Array) {
    const type = format ? `image/${format.toLowerCase().replace(/^jpg$/, 'jpeg')}` : imageType(src)
    return `data:${type};base64,${base64(src)}`
  }
  if (typeof src !== 'string') {
    throw new TypeError(`put_image: src must be a URL, a Uint8Array or a Blob, not ${describe(src)}.`)
  }
  if (isSafeImageUrl(src)) return src
  throw new RangeError(
    `put_image: src must be a http, https, blob, data:image or relative URL, not ${describe(src)}.`,
  )
}

/** The first bytes that identify formats; `.` stands for any byte. */
const SIGNATURES: readonly (readonly [type: string, start: RegExp])[] = [
  ['image/png', /^\x89PNG/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8/],
  ['image/webp', /^RIFF.{4}WEBP/s],
  ['image/avif', /^.{4}ftypavi[fs]/s],
  ['image/bmp', /^BM/],
  ['image/x-icon', /^\0\0\x01\0/],
  ['image/svg+xml', /^(\xef\xbb\xbf)?\s*<(\?xml|svg|!--)/],
]

function imageType(bytes: Uint8Array): string {
  const start = String.fromCharCode(...bytes.subarray(0, 64))
  return SIGNATURES.find(([, signature]) => signature.test(start))?.[0] ?? ''
}
