import { play } from './play'

/**
 * `KILL_SEED=7` repeats one seed; `npm run soak:durable` runs `KILL_SEEDS` of them, starting at `KILL_FROM`.
 */
const first = Number(process.env['KILL_SEED'] ?? process.env['KILL_FROM'] ?? 1)
const count = process.env['KILL_SEED'] === undefined ? Number(process.env['KILL_SEEDS'] ?? 300) : 1
/** How many failures are reported. */
const MOST = 5

it(`programs that are killed at random moments show the same as uninterrupted ones: ${count} seeds`, async () => {
  const failures: string[] = []
  let events = 0
  let kills = 0
  for (let seed = first; seed < first + count && failures.length < MOST; seed++) {
    try {
      const played = await play(seed)
      events += played.events
      kills += played.kills
    } catch (error) {
      failures.push(`KILL_SEED=${seed}: ${(error as Error).message}`)
    }
  }
  if (process.env['KILL_SEEDS'] !== undefined)
    console.log(`seeds ${first} to ${first + count - 1}: ${events} events, ${kills} kills`)
  expect(failures).toEqual([])
  if (count > 1) expect(kills).toBeGreaterThan(count)
}, 7_200_000)
