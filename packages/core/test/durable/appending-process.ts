/**
 * A separate process that a test kills at any moment. It appends to sessions of a folder, and reports what
 * was acknowledged.
 */
import { FileJournalStore } from '../../src/server/durable/file-journal-store'
import { numbered } from './numbered'
import { LEASE_MS, session } from './stored-sessions'

const [folder = '', count = '1', bytes = '100', last = 'Infinity'] = process.argv.slice(2)
const store = new FileJournalStore(folder, { compactBytes: 20_000 })
/** A single write, so that the parent never reads a part of a line. */
const say = (...words: unknown[]): void => void process.stdout.write(`${words.join(' ')}\n`)

async function run(id: string): Promise<void> {
  const claim = (await store.get(id))
    ? await store.claim(id, 'child', LEASE_MS * 1000)
    : await store.open(session(id), 'child', LEASE_MS * 1000)
  if (!claim) return say('refused', id)
  say('holds', id, claim.epoch)
  let seq = (await store.get(id))!.lastSeq
  while (seq < Number(last)) {
    const entries = [1, 2, 3].slice(0, 1 + (seq % 3)).map((n) => numbered(seq + n, Number(bytes)))
    if (seq % 20 === 19) await store.truncate(claim, entries[0]!)
    await store.append(claim, entries)
    seq = entries.at(-1)!.seq
    say('has', id, seq)
  }
  say('done', id)
}

const ids = Array.from({ length: Number(count) }, (_, index) => `s${index}`)
for (const id of ids) void run(id).catch((error: Error) => say('failed', id, error.message))
