import { chromiumOfFile } from '../../react/test/browser/chromium'
import { visitByHand } from './by-hand'
import { COMPILE_MS, nextSuite } from './next-suite'
import { startSite } from './site-process'

const chromium = chromiumOfFile()
jest.setTimeout(2 * COMPILE_MS)

/** The short part of the README's table of Next.js sites. `npm run test:matrix` has the rest. */
nextSuite('npm test', chromium)

it('a route by hand in next dev', () => visitByHand(chromium, (dir) => startSite(dir, 'dev')))
