import { buildIndex } from '../../../lib/docs/search'
import { searchEntries } from '../../../lib/docs/search-entries'

/** A file that the build makes. */
export const dynamic = 'force-static'

export async function GET() {
  return new Response(buildIndex(await searchEntries()), {
    headers: { 'Content-Type': 'application/json' },
  })
}
