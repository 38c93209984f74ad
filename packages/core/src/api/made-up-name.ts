import { textHash } from '../state/text-hash'
import { currentContext } from './live-context'

const LENGTH = 10

/**
 * Makes up the name of a scope or a placeholder: ten letters and digits. They follow from the session's id, which only its page knows, so data
 * cannot contain the name; and a session that is run again through its journal makes up the same names.
 * @param id of the output that the name is for
 * @param index tells several names of one output apart
 */
export function madeUpName(id: number, index = 0): string {
  const { session } = currentContext('madeUpName')
  return textHash(`${session.id}:${id}:${index}`).toString(36).padStart(LENGTH, '0').slice(-LENGTH)
}
