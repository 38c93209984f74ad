import { DurableMismatch } from '../../errors'
import type { JournalRecord, OpenRecord } from '../durable/records'
import { JOURNAL_FORMAT } from '../durable/records'
import type { SessionInfo } from '../session-info'

/** The opening of a journal. @throws DurableMismatch if the journal does not begin as one of this version does */
export function openRecordOf(records: readonly JournalRecord[]): OpenRecord {
  const [first] = records
  if (first?.kind !== 'open')
    throw new DurableMismatch(
      'The journal does not begin with its opening: nothing of the session was stored.',
    )
  if (first.format !== JOURNAL_FORMAT)
    throw new DurableMismatch(
      `The journal has format ${first.format}, this version of WebIO reads ${JOURNAL_FORMAT}.`,
    )
  return first
}

/** `info` of a session, as its opening has it. */
export function infoOf({ info }: OpenRecord): SessionInfo {
  const kept = info as unknown as SessionInfo
  const agent = kept.request.headers['user-agent']
  const text = typeof agent === 'string' ? agent : ''
  return { ...kept, user_agent: { ...kept.user_agent, toString: () => text } }
}
