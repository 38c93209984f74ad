import { beginTables } from './postgres-schema'

/** The quoted names of the tables. */
export interface Tables {
  readonly schema: string
  readonly sessions: string
  readonly journal: string
}

export function tablesIn(schema: string): Tables {
  const quoted = `"${schema.replaceAll('"', '""')}"`
  return { schema: quoted, sessions: `${quoted}.sessions`, journal: `${quoted}.journal` }
}

/** Milliseconds since 1970, by the database's clock. */
const NOW = '(extract(epoch from clock_timestamp()) * 1000)::bigint'
/** True for a live session that has an owner. Together with the epoch, it tells whether a claim holds. */
const HELD = `state = 'live' AND owner IS NOT NULL`

const ROW = `id, app, version, "user", secret_hash, state, owner, epoch, lease_until, last_seq, opened_at, seen_at`

/** All queries of the store. Each change of claims or journals is a single statement, so it needs no explicit transaction. */
export function statementsFor({ schema, sessions, journal }: Tables) {
  /** The claims in the parameters $1 (ids) and $2 (epochs), locked in a fixed order so that nodes cannot deadlock. */
  const claims = `
    WITH claims AS (
      SELECT s.id FROM ${sessions} s JOIN unnest($1::text[], $2::int[]) AS c(id, epoch) ON s.id = c.id AND s.epoch = c.epoch
      WHERE ${HELD} ORDER BY s.id FOR UPDATE OF s
    )`
  /** The session of the claim $1 (id), $2 (epoch), locked. */
  const held = `
    old AS (SELECT last_seq, first_seq FROM ${sessions} WHERE id = $1 AND epoch = $2 AND ${HELD} FOR UPDATE)`
  return {
    // The statements of one query form one transaction.
    create: `${beginTables(schema)}
      CREATE TABLE IF NOT EXISTS ${sessions} (
        id text COLLATE "C" PRIMARY KEY, app text NOT NULL, version text NOT NULL, "user" text, secret_hash text NOT NULL,
        state text NOT NULL, owner text, epoch integer NOT NULL, lease_until bigint NOT NULL, first_seq integer NOT NULL,
        last_seq integer NOT NULL, opened_at bigint NOT NULL, seen_at bigint NOT NULL, kept_until bigint NOT NULL);
      CREATE TABLE IF NOT EXISTS ${journal} (
        session text COLLATE "C" NOT NULL REFERENCES ${sessions} ON DELETE CASCADE, seq integer NOT NULL, record text NOT NULL,
        PRIMARY KEY (session, seq));
      CREATE INDEX IF NOT EXISTS sessions_opened_at ON ${sessions} (opened_at);
      CREATE INDEX IF NOT EXISTS sessions_user ON ${sessions} ("user");`,
    isCreated: `SELECT to_regclass($1) IS NOT NULL AND to_regclass($2) IS NOT NULL AS created`,
    open: `
      INSERT INTO ${sessions} SELECT $1, $2, $3, $4, $5, 'live', $6, 1, now + $7::bigint, 1, 0, now, now, 0 FROM (SELECT ${NOW} AS now) t
      ON CONFLICT (id) DO NOTHING RETURNING id`,
    claim: `
      UPDATE ${sessions} SET epoch = epoch + 1, owner = $2, lease_until = ${NOW} + $3::bigint, seen_at = ${NOW}
      WHERE id = $1 AND state = 'live' AND lease_until <= ${NOW} RETURNING epoch`,
    // Of many sessions. $1: ids, $2: epochs, $3 and $4: the first and last seq of each, which are consecutive. $5, $6 and $7: the session, seq and
    // text of each record.
    append: `
      WITH old AS (
        SELECT s.id, s.last_seq, c.first, c.last FROM ${sessions} s
        JOIN unnest($1::text[], $2::int[], $3::int[], $4::int[]) AS c(id, epoch, first, last) ON s.id = c.id AND s.epoch = c.epoch
        WHERE ${HELD} ORDER BY s.id FOR UPDATE OF s
      ),
      fits AS (SELECT id, last_seq, last FROM old WHERE coalesce(first, 0) <= last_seq + 1),
      added AS (
        INSERT INTO ${journal} SELECT fits.id, r.seq, r.record FROM fits
        JOIN unnest($5::text[], $6::int[], $7::text[]) AS r(id, seq, record) ON r.id = fits.id WHERE r.seq > fits.last_seq
      ),
      raised AS (
        UPDATE ${sessions} s SET seen_at = ${NOW}, last_seq = greatest(fits.last_seq, fits.last) FROM fits WHERE s.id = fits.id
      )
      SELECT id, last_seq FROM old`,
    // $3: seq, $4: record.
    truncate: `
      WITH ${held},
      fits AS (SELECT last_seq FROM old WHERE $3::int <= last_seq + 1 AND $3::int >= first_seq),
      gone AS (DELETE FROM ${journal} USING fits WHERE session = $1 AND seq < $3::int),
      added AS (
        INSERT INTO ${journal} SELECT $1, $3::int, $4 FROM fits ON CONFLICT (session, seq) DO UPDATE SET record = excluded.record
      ),
      raised AS (
        UPDATE ${sessions} SET seen_at = ${NOW}, first_seq = $3::int, last_seq = greatest(fits.last_seq, $3::int) FROM fits WHERE id = $1
      )
      SELECT last_seq FROM old`,
    // A single statement, so that the row and its journal are from the same moment.
    load: `
      SELECT s.first_seq, s.last_seq, j.seq, j.record FROM ${sessions} s LEFT JOIN ${journal} j ON j.session = s.id
      WHERE s.id = $1 ORDER BY j.seq`,
    get: `SELECT ${ROW} FROM ${sessions} WHERE id = $1`,
    renew: `${claims}
      UPDATE ${sessions} s SET lease_until = ${NOW} + $3::bigint, seen_at = ${NOW} FROM claims WHERE s.id = claims.id RETURNING s.id`,
    release: `${claims}
      UPDATE ${sessions} s SET owner = NULL, lease_until = 0 FROM claims WHERE s.id = claims.id`,
    remove: `DELETE FROM ${sessions} WHERE id = $1 AND epoch = $2 AND ${HELD}`,
    close: `
      UPDATE ${sessions} SET state = 'closed', owner = NULL, lease_until = 0, kept_until = ${NOW} + $3::bigint
      WHERE id = $1 AND epoch = $2 AND ${HELD}`,
    list: `
      SELECT ${ROW} FROM ${sessions}
      WHERE ($1::text IS NULL OR app = $1) AND ($2::text IS NULL OR "user" = $2) AND ($3::text IS NULL OR owner = $3)
        AND ($4::text = 'all' OR state = $4)
      ORDER BY opened_at DESC LIMIT $5`,
    sweep: `
      DELETE FROM ${sessions} WHERE
        (state = 'live' AND lease_until <= ${NOW} AND seen_at <= ${NOW} - $1::bigint) OR (state = 'closed' AND kept_until <= ${NOW})
      RETURNING id`,
  }
}
