import { join } from 'node:path'
import { isSessionId } from '../../engine/durable/stored-records'

/**
 * The subfolder of a session. Every path of a session's files must begin with it, especially the paths of files that are removed.
 * @throws TypeError if the text is not a session id, because it could lead out of the folder
 */
export function sessionFolder(folder: string, session: string): string {
  if (!isSessionId(session)) throw new TypeError(`${JSON.stringify(session)} is not a session id.`)
  return join(folder, session)
}
