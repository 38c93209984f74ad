import { readFile } from 'node:fs/promises'
import { docsImages } from '../../../../lib/docs/pages'
import { inRepository } from '../../../../lib/docs/repository'

export const dynamic = 'force-static'
export const dynamicParams = false

interface Context {
  params: Promise<{ name: string }>
}

export const generateStaticParams = async () =>
  [...(await docsImages()).keys()].map((name) => ({ name }))

/** An image of a document. */
export async function GET(_request: Request, { params }: Context) {
  const { name } = await params
  const path = (await docsImages()).get(name)
  if (path === undefined) return new Response(null, { status: 404 })
  const bytes = await readFile(inRepository(path))
  return new Response(new Uint8Array(bytes), {
    headers: { 'Content-Type': 'image/png' },
  })
}
