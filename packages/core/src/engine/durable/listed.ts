import type { StoredSession, StoredSessionFilter } from './journal-store'

/** The default number of rows of `list`. */
export const DEFAULT_LIST_LIMIT = 10_000

/** Applies the filter of `list` to rows in memory. */
export function listed(rows: StoredSession[], filter: StoredSessionFilter = {}): StoredSession[] {
  const { app, user, owner, state = 'live', limit = DEFAULT_LIST_LIMIT } = filter
  return rows
    .filter(
      (row) =>
        (app === undefined || row.app === app) &&
        (user === undefined || row.user === user) &&
        (owner === undefined || row.owner === owner) &&
        (state === 'all' || row.state === state),
    )
    .sort((a, b) => b.openedAt - a.openedAt)
    .slice(0, limit)
}
