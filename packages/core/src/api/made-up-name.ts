import { textHash } from '../state/text-hash'
import { currentContext } from './live-context'

const LENGTH = 10

/**
 * Creates a name for a scope or a placeholder: ten letters and digits. The name is derived from the session's id, which only its page knows, so data
 * cannot contain it. A session that replays its journal creates the same names again.
 * @param id the id of the output that the name is for
 * @param index distinguishes several names of one output
 */
export function madeUpName(id: number, index = 0): string {
  const { session } = currentContext('madeUpName')
  return textHash(`${session.id}:${id}:${index}`).toString(36).padStart(LENGTH, '0').slice(-LENGTH)
}
