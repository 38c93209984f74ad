import { isSafeImageUrl, isSafeMediaUrl } from '../../protocol/safe-url'
import type { OptionRules } from '../arguments'
import { describe } from '../arguments'
import { base64 } from '../base64'
import { withoutNulls } from '../without-nulls'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { OutputKind } from './handle/output-kind'

/** The source of a video or a sound: a URL (including data URLs), or bytes. */
export type MediaSource = string | Uint8Array

export interface AudioOptions extends OutputOptions {
  /** The label for screen readers. */
  title?: string
  /** Plays at once. Browsers allow this only if it is `muted`, or after a click on the page. @default false */
  autoplay?: boolean
  /** Repeats. @default false */
  loop?: boolean
  /** @default false */
  muted?: boolean
}

export interface VideoOptions extends AudioOptions {
  /** Pixels, or a CSS length. If only one of the two is given, the proportions are kept. @default the video's size, limited by the available space */
  width?: number | string
  height?: number | string
  /** URL of the image shown before it plays. @default its first frame */
  poster?: string
}

const AUDIO_RULES = {
  ...OUTPUT_OPTION_RULES,
  title: 'string',
  autoplay: 'boolean',
  loop: 'boolean',
  muted: 'boolean',
} as const satisfies OptionRules

const VIDEO_RULES = {
  ...AUDIO_RULES,
  width: 'string or number',
  height: 'string or number',
  poster: 'string',
} as const satisfies OptionRules

interface AudioParams extends Omit<AudioOptions, keyof OutputOptions> {
  readonly src: MediaSource
}

interface VideoParams extends Omit<VideoOptions, keyof OutputOptions> {
  readonly src: MediaSource
}

const VIDEO: OutputKind<VideoParams> = {
  name: 'put_video',
  parameters: { src: 'any' },
  options: VIDEO_RULES,
  leaf: true,
  build(id, { src, width, height, poster, ...flags }) {
    if (poster !== undefined && !isSafeImageUrl(poster))
      throw new RangeError(
        `put_video: poster must be a http, https, blob, data:image or relative URL, not ${describe(poster)}.`,
      )
    const size = withoutNulls({ width: cssSize('width', width), height: cssSize('height', height) })
    return { id, type: 'video', src: mediaUrl('video', src), ...size, ...withoutNulls({ poster, ...flags }) }
  },
}

const AUDIO: OutputKind<AudioParams> = {
  name: 'put_audio',
  parameters: { src: 'any' },
  options: AUDIO_RULES,
  leaf: true,
  build: (id, { src, ...flags }) => ({
    id,
    type: 'audio',
    src: mediaUrl('audio', src),
    ...withoutNulls(flags),
  }),
}

/**
 * Shows a video with the browser's controls. Bytes travel with the page's other content, so give a URL for large videos.
 *
 * @param src a URL, the bytes of an MP4, WebM or Ogg file, or a data URL
 * @throws TypeError for anything else, RangeError if the URL's scheme is not allowed for videos or a size is 0 or less
 * @example put_video('/static/intro.mp4', { height: 300, poster: '/static/intro.jpg' })
 */
export function put_video(src: MediaSource, options?: VideoOptions): Output {
  return makeOutput(VIDEO, { src }, options)
}

/**
 * Shows the browser's controls for a sound. Bytes travel with the page's other content, so give a URL for large sounds.
 *
 * @param src a URL, the bytes of an MP3, WAV, Ogg, FLAC or MP4 file, or a data URL
 * @throws TypeError for anything else, RangeError if the URL's scheme is not allowed for sounds
 * @example put_button('Ring', () => put_audio('/static/bell.mp3', { autoplay: true }))
 */
export function put_audio(src: MediaSource, options?: AudioOptions): Output {
  return makeOutput(AUDIO, { src }, options)
}

function mediaUrl(kind: 'video' | 'audio', src: unknown): string {
  if (src instanceof Uint8Array) return `data:${kind}/${formatOf(kind, src)};base64,${base64(src)}`
  if (typeof src !== 'string')
    throw new TypeError(`put_${kind}: src must be a URL or a Uint8Array, not ${describe(src)}.`)
  if (isSafeMediaUrl(kind, src)) return src
  throw new RangeError(
    `put_${kind}: src must be a http, https, blob, data:${kind} or relative URL, not ${describe(src)}.`,
  )
}

/** The first bytes that identify formats; `.` stands for any byte. */
const SIGNATURES: readonly (readonly [format: string, start: RegExp])[] = [
  ['mp4', /^.{4}ftyp/s],
  ['webm', /^\x1a\x45\xdf\xa3/],
  ['ogg', /^OggS/],
  ['wav', /^RIFF.{4}WAVE/s],
  ['flac', /^fLaC/],
  ['mpeg', /^(ID3|\xff[\xe0-\xff])/],
]

function formatOf(kind: 'video' | 'audio', bytes: Uint8Array): string {
  const start = String.fromCharCode(...bytes.subarray(0, 16))
  const found = SIGNATURES.find(([, signature]) => signature.test(start))?.[0]
  return found ?? (kind === 'video' ? 'mp4' : 'mpeg')
}

function cssSize(name: string, size: number | string | undefined): string | undefined {
  if (typeof size !== 'number') return size
  if (size <= 0) throw new RangeError(`put_video: ${name} must be more than 0, not ${size}.`)
  return `${size}px`
}
