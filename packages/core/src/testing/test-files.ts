import type { Session } from '../engine/session'
import type { PageEvent } from '../protocol/events'
import { checkNewFile } from '../protocol/file-rules'
import type { FileField, UploadSpec } from '../protocol/input-spec'
import type { Message } from '../protocol/messages'
import type { NodeId } from '../protocol/output-spec'

/** A test file: `new File(['content'], 'name.txt', { type: 'text/plain' })`. */
export interface TestFile extends Blob {
  readonly name: string
  /** Milliseconds since 1970. @default 0 */
  readonly lastModified?: number
}

/** A page that uploads files. */
export interface UploadingPage {
  readonly session: Session
  /** Sends an event, and waits until the session has handled it. */
  act(event: PageEvent): Promise<void>
  /** The current spec of the field. */
  field(): FileField
}

let lastKey = 0

/**
 * Uploads files into a field, as a page does when a person chooses them.
 * @param files one, several, or null for none
 * @returns their ids, or the message for the person if a file is refused
 * @throws TypeError if a value is not a file
 */
export async function uploadFiles(
  page: UploadingPage,
  owner: NodeId,
  files: unknown,
): Promise<number[] | { readonly refusal: Message }> {
  const ids: number[] = []
  const { multiple, name: field, files: earlier = [] } = page.field()
  // As in a browser, one file replaces another.
  if (!multiple)
    for (const { id } of earlier) await page.act({ type: 'upload-cancel', owner, field, upload: id })
  for (const file of listOf(files)) {
    const { name, size, type: mime_type, lastModified: last_modified = 0 } = file
    const refusal = checkNewFile(page.field(), { name, size, mime_type })
    if (refusal) return { refusal }
    const key = `test-${++lastKey}`
    await page.act({
      type: 'upload-open',
      owner,
      field,
      key,
      name,
      size,
      mime_type,
      last_modified,
    })
    const { id, token } = page.field().files?.find((one) => one.key === key) as UploadSpec
    await page.session.files.uploads.find(token)?.append(0, file.stream())
    ids.push(id)
  }
  return ids
}

function listOf(files: unknown): TestFile[] {
  if (files === null || files === undefined) return []
  return (Array.isArray(files) ? (files as unknown[]) : [files]).map((file) => {
    if (file instanceof Blob && 'name' in file) return file as TestFile
    throw new TypeError("a file field takes files: new File(['content'], 'name.txt').")
  })
}
