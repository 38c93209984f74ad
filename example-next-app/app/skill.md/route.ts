import { skillText } from '../../lib/docs/assistants'

/** A file that the build makes. */
export const dynamic = 'force-static'

export async function GET() {
  return new Response(await skillText(), {
    headers: { 'Content-Type': 'text/markdown; charset=utf-8' },
  })
}
