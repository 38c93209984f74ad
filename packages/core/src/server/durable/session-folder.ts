import { join } from 'node:path'
import { isSessionId } from '../../engine/durable/stored-records'

/**
 * The subfolder of a session. Every path of a session's files begins with it, above all those that are removed.
 * @throws TypeError if the id is not one that WebIO gives: it could lead out of the folder
 */
export function sessionFolder(folder: string, session: string): string {
  if (!isSessionId(session)) throw new TypeError(`${JSON.stringify(session)} is not a session id.`)
  return join(folder, session)
}
