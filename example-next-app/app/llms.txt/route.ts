import { llmsText } from '../../lib/docs/assistants'

/** A file that the build makes. */
export const dynamic = 'force-static'

export async function GET() {
  return new Response(await llmsText(), {
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  })
}
