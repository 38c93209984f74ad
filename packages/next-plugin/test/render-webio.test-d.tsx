import { WebIOApp } from '@webio/react'
import type { ReactNode } from 'react'
import { renderWebIO } from '../src/server'

/** TypeScript does not assign interfaces to types with an index signature. */
interface Order {
  id: number
}

/** Parameters and `auth` are what JSON can hold, and the component takes the result. */
export async function Page({ order }: { order: Order }): Promise<ReactNode> {
  const rendered = await renderWebIO({ app: 'order', params: order, auth: order })
  const name: 'order' = rendered.app
  // @ts-expect-error JSON has no dates
  await renderWebIO({ params: { order, at: new Date() } })
  // @ts-expect-error nor functions
  await renderWebIO({ auth: () => order })
  return (
    <>
      <WebIOApp {...rendered} id={name} />
      <WebIOApp {...await renderWebIO()} />
      <WebIOApp {...await renderWebIO({ app: 'report', params: { year: 2026 } })} />
    </>
  )
}
