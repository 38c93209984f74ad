import { put_text } from '@webio/core'
import { sessions } from '@webio/next-plugin/server'

export const dynamic = 'force-dynamic'

/** How often the task has run. */
export function GET() {
  return Response.json((globalThis as { runs?: number }).runs ?? 0)
}

/** Writes to every page of the application. */
export async function POST() {
  const open = sessions({ app: 'main' })
  await Promise.all(open.map((session) => session.run(() => put_text('News from a route handler'))))
  return Response.json(open.length)
}
