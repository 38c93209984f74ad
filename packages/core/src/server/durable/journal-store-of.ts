import { join, resolve } from 'node:path'
import type { JournalStore } from '../../engine/durable/journal-store'
import { FileJournalStore } from './file-journal-store'
import { PostgresJournalStore } from './postgres-journal-store'
import { RedisJournalStore } from './redis-journal-store'

/** A scheme has at least two characters, because `C:` is a drive on Windows. */
const SCHEME = /^([a-z][a-z\d+.-]+):\/\//i

const STORES: Readonly<Record<string, (url: string) => JournalStore>> = {
  postgres: (url) => new PostgresJournalStore(url),
  postgresql: (url) => new PostgresJournalStore(url),
  redis: (url) => new RedisJournalStore(url),
  rediss: (url) => new RedisJournalStore(url),
}

/** Describes the values of the option `durable`, for messages. */
export const DURABLE_RULE =
  'the path of a folder, a URL that begins with postgres:// or redis://, or a JournalStore'

export function isDurableKind(value: unknown): boolean {
  if (typeof value === 'string') return true
  const store = value as Partial<JournalStore> | null
  return typeof store === 'object' && typeof store?.claim === 'function' && typeof store.append === 'function'
}

export function isDurable(value: string | JournalStore): boolean {
  if (typeof value !== 'string') return true
  const scheme = SCHEME.exec(value)?.[1]?.toLowerCase()
  return value !== '' && (scheme === undefined || (Object.hasOwn(STORES, scheme) && URL.canParse(value)))
}

/** The store that the option `durable` names. */
export function journalStoreOf(value: string | JournalStore): JournalStore {
  if (typeof value !== 'string') return value
  return makerOf(value)?.(value) ?? new FileJournalStore(value)
}

function makerOf(value: string): ((url: string) => JournalStore) | undefined {
  return STORES[SCHEME.exec(value)?.[1]?.toLowerCase() ?? '']
}

/**
 * The folder that keeps the uploads of durable sessions beyond their process.
 * @param given the option `durable_files`
 * @returns undefined if there is no such folder
 */
export function filesFolderOf(
  durable: string | JournalStore | undefined,
  given: string | undefined,
): string | undefined {
  if (durable === undefined || given !== undefined) return given && resolve(given)
  if (typeof durable !== 'string')
    return durable instanceof FileJournalStore ? join(durable.folder, 'files') : undefined
  return makerOf(durable) ? undefined : resolve(durable, 'files')
}

/** Describes a store for messages, without the user and the password of its URL. */
export function placeOf(durable: string | JournalStore): string {
  if (typeof durable !== 'string')
    return durable instanceof FileJournalStore ? durable.folder : 'the JournalStore of the option durable'
  if (!makerOf(durable)) return resolve(durable)
  const { protocol, host, pathname } = new URL(durable)
  return `${protocol}//${host}${pathname}`
}
