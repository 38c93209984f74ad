/**
 * The beginning of a transaction that creates tables in a schema, which it creates too. Only one node at a time gets beyond it, because `CREATE … IF NOT
 * EXISTS` fails if several do the same at the same time.
 */
export function beginTables(schema: string): string {
  return `
      SELECT pg_advisory_xact_lock(hashtext('webio tables'));
      CREATE SCHEMA IF NOT EXISTS ${schema};`
}
