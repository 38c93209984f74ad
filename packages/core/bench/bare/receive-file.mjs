import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** Only writes the body of a request to a temporary file. @type {import('node:http').RequestListener} */
export async function receiveFile(request, response) {
  const folder = await mkdtemp(join(tmpdir(), 'webio-bench-'))
  try {
    await pipeline(request, createWriteStream(join(folder, 'file')))
    response.end()
  } finally {
    await rm(folder, { recursive: true })
  }
}
