import type { FileContent } from '../engine/files/file-content'
import { isFileContent } from '../engine/files/file-content'
import { randomToken } from '../engine/files/tokens'
import type { Session } from '../engine/session'
import type { TaskContext } from '../engine/task-context'
import { checkArgument, describe } from './arguments'
import { liveContext } from './live-context'

/**
 * The session of the running task, if files can be transferred to and from its page.
 * @throws SessionNotFoundException, SessionClosedException; Error in a worker thread
 */
export function fileSession(caller: string): Session {
  return fileContext(caller).session
}

/** The same, with the running task. */
export function fileContext(caller: string): TaskContext {
  const context = liveContext(caller)
  if (context.session.files.areCarried) return context
  throw new Error(
    `${caller}: files cannot be sent from a worker thread. Post the content to the thread that registered it, and call ${caller} there.`,
  )
}

/**
 * Offers a file to the page of a session, and tells the page to fetch it.
 * @param path the path of the task that sends the file
 */
export function sendFile(
  { session, path }: Pick<TaskContext, 'session' | 'path'>,
  name: string,
  content: FileContent,
): void {
  const { durable } = session
  // Recorded, because a browser that was fetching the file when the server stopped asks the next server for it with the same token.
  const token = durable ? durable.value(path, 'download', randomToken) : randomToken()
  const size = session.files.downloads.offer(name, content, token, durable?.isReplaying)
  session.view.command({ type: 'download', token, name, ...(size !== null && { size }) })
}

/**
 * @throws TypeError if it is not a string, RangeError if it is empty
 */
export function checkFileName(caller: string, name: unknown): void {
  checkArgument(caller, 'name', name, 'string')
  if ((name as string).trim() === '') throw new RangeError(`${caller}: name must not be empty.`)
}

/**
 * @throws TypeError if the content is not valid for a file
 */
export function checkFileContent(caller: string, content: unknown): asserts content is FileContent {
  if (isFileContent(content)) return
  throw new TypeError(
    `${caller}: content must be a string, a Uint8Array, a Blob or a stream of these, not ${describe(content)}.`,
  )
}
