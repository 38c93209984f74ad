import { Agent, request } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { text } from 'node:stream/consumers'

const CHUNK = Buffer.alloc(64 * 1024, 'webio ')
const agent = new Agent({ keepAlive: true })

/**
 * Posts a number of bytes as fast as the server accepts them.
 *
 * @param {string} url
 * @param {number} bytes
 */
export async function postBody(url, bytes) {
  const asked = request(url, { method: 'POST', agent, headers: { 'content-length': bytes } })
  const answered = new Promise((resolve, reject) => asked.once('response', resolve).once('error', reject))
  await pipeline(Readable.from(chunks(bytes)), asked)
  const response = /** @type {import('node:http').IncomingMessage} */ (await answered)
  const answer = await text(response)
  if (response.statusCode !== 200) throw new Error(`${url}: ${response.statusCode} ${answer}`)
}

/**
 * @param {number} bytes
 */
function* chunks(bytes) {
  for (let rest = bytes; rest > 0; rest -= CHUNK.byteLength) yield CHUNK.subarray(0, rest)
}
