import { describe, expect, it } from '@jest/globals'
import { missingServer } from '../../../core/test/support/database-servers'
import type { Store } from './load-run'
import { playLoad } from './load-run'

// Workers die and are replaced, and the machine may be busy.
jest.setTimeout(240_000)

const PACKAGES = { redis: 'redis-server', postgres: 'postgresql' } as const

describe.each(['redis', 'postgres'] as const)('pages of durable sessions in %s', (store: Store) => {
  it('lose no answer when a worker is killed and all are replaced, over every transport', async () => {
    const missing = missingServer(PACKAGES[store])
    if (missing !== null) return console.warn(missing)
    const report = await playLoad({ store, workers: 3, sessions: 24, seconds: 9, pauseMs: 500 })
    const { answers, lost, errors, log } = report
    expect({ lost, errors, log }).toEqual({ lost: 0, errors: [], log: [] })
    expect(answers).toBeGreaterThan(24)
  })
})
