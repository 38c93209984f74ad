import type { JournalRecord } from '../durable/records'
import { equalSecrets } from '../files/tokens'

/** The fingerprint of the recorded step in which `share` creates a link. */
export const SHARE_FINGERPRINT = 'share'

/** What a journal keeps of a link. */
export interface StoredLink {
  readonly token: string
  /** When the link expires, in milliseconds since 1970. */
  readonly expiresAt: number
}

/**
 * Tells whether a record holds the link with this token, and the link has not expired. The link may have been revoked since: only the session itself
 * knows that.
 */
export function isStoredLink(record: JournalRecord, token: string, now: number): boolean {
  if (record.kind !== 'step' || record.fp !== SHARE_FINGERPRINT) return false
  const link = record.value as Partial<StoredLink> | undefined
  return typeof link?.token === 'string' && equalSecrets(link.token, token) && (link.expiresAt ?? 0) > now
}
