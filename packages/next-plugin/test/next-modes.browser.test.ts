import { chromiumOfFile, NETWORK_NOISE } from '../../react/test/browser/chromium'
import { visitByHand } from './by-hand'
import { COMPILE_MS, nextSuite } from './next-suite'
import { startSite } from './site-process'

const chromium = chromiumOfFile()
jest.setTimeout(2 * COMPILE_MS)

/** The short part of the table of Next.js sites in docs/hosting.md. `npm run test:matrix` has the rest. */
nextSuite('npm test', chromium)

it('serves a hand-written route in next dev', () => {
  // While the route is compiled, a page abandons its WebSocket and begins with long-polling.
  chromium.expectProblem(NETWORK_NOISE)
  return visitByHand(chromium, (dir) => startSite(dir, 'dev'))
})
