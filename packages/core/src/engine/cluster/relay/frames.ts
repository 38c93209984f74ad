/**
 * The frames between two nodes. Each frame is one text: a letter for its kind, the number of a page, a space, and a payload. Messages between a page
 * and its session are payloads without any change, so no node on the way parses them.
 */
const LETTERS = {
  /** The page's node asks for a session. Payload: AttachRequest. */
  attach: 'a',
  /** The page is connected and may be served. */
  begin: 'b',
  /** A message, in either direction. */
  message: 'm',
  /** A message of the page was larger than the page's node accepts. */
  'too-large': 'l',
  /** The page's connection has ended. */
  detach: 'd',
  /** The owner has a session for the page. */
  admit: 'y',
  /** The owner refuses the page. Payload: RelayRefusal. */
  refuse: 'n',
  /** The owner ends the page's connection. */
  close: 'c',
  /** The owner asks the page for a sign of life. Payload: milliseconds. */
  ask: 'p',
  /** Tells whether the page gave a sign of life. Payload: `1` or `0`. */
  answer: 'r',
} as const

export type FrameKind = keyof typeof LETTERS

const KINDS = new Map(Object.entries(LETTERS).map(([kind, letter]) => [letter as string, kind as FrameKind]))

export interface Frame {
  readonly kind: FrameKind
  /** The page's number on this link. The page's node issues it. */
  readonly page: number
  readonly payload: string
}

/** Writes a frame. */
export function encodeFrame(kind: FrameKind, page: number, payload = ''): string {
  return `${LETTERS[kind]}${page} ${payload}`
}

/** Reads a frame. @returns null if the text is not a known frame, for example because a later version wrote it */
export function decodeFrame(text: string): Frame | null {
  const kind = KINDS.get(text.charAt(0))
  const end = text.indexOf(' ')
  const page = Number(text.slice(1, end))
  if (!kind || end < 2 || !Number.isSafeInteger(page) || page < 0) return null
  return { kind, page, payload: text.slice(end + 1) }
}
