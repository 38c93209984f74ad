/** A program in the address of the playground: compressed, after `#`, which browsers do not send to a server. */

const PREFIX = '#code='

/** The longest program that a link holds, in bytes. A damaged or hostile link is not unpacked further. */
export const MAX_PROGRAM_BYTES = 100_000

/** The address of the playground with this program; null if the program is too long for a link. */
export async function playgroundUrl(program: string): Promise<string | null> {
  const bytes = new TextEncoder().encode(program)
  if (bytes.length > MAX_PROGRAM_BYTES) return null
  const packed = await allOf(through(new CompressionStream('deflate'), bytes))
  const text = btoa(
    Array.from(packed ?? [], (byte) => String.fromCharCode(byte)).join(''),
  )
  const encoded = text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
  return `/docs/playground${PREFIX}${encoded}`
}

/** Whether an address is that of a program. */
export const hasProgram = (hash: string): boolean => hash.startsWith(PREFIX)

/** The program in the fragment of an address; null if there is none, or if it is damaged or too long. */
export async function programIn(hash: string): Promise<string | null> {
  if (!hasProgram(hash)) return null
  try {
    const text = atob(
      hash.slice(PREFIX.length).replaceAll('-', '+').replaceAll('_', '/'),
    )
    const packed = Uint8Array.from(text, (character) => character.charCodeAt(0))
    const bytes = await allOf(
      through(new DecompressionStream('deflate'), packed),
      MAX_PROGRAM_BYTES,
    )
    return bytes && new TextDecoder().decode(bytes)
  } catch {
    return null
  }
}

const through = (
  transform: CompressionStream | DecompressionStream,
  bytes: Uint8Array<ArrayBuffer>,
): ReadableStream<Uint8Array<ArrayBuffer>> =>
  new Blob([bytes]).stream().pipeThrough(transform)

/** All bytes of a stream; null if there are more than `maxBytes`, of which the rest is not read. */
async function allOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  maxBytes = Infinity,
): Promise<Uint8Array | null> {
  const reader = stream.getReader()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  for (let next = await reader.read(); next.value; next = await reader.read()) {
    chunks.push(next.value)
    length += next.value.length
    if (length <= maxBytes) continue
    await reader.cancel()
    return null
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer())
}

/** Functions that need a server, or an origin. */
const NOT_IN_PAGE =
  /\b(file_upload|put_file|put_file_upload|download|go_app|register_thread|get_cookie|set_cookie|get_localstorage|set_localstorage|basic_auth|custom_auth|revoke_auth|share|run_shell|join_room)\b/

/** Whether a program runs in the playground. */
export function runsInPlayground(program: string): boolean {
  const imported = [...program.matchAll(/from '(?<name>[^']+)'/g)].map(
    ({ groups }) => groups?.['name'],
  )
  return imported.every((name) => name === '@webio/core') && !NOT_IN_PAGE.test(program)
}
