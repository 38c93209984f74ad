import { webio_handler } from '../../src/server'

/** TypeScript does not assign interfaces to types with an index signature. */
interface Order {
  id: number
}

/** Parameters and `auth` of a first paint are what JSON can hold. */
export async function paint(request: Request, order: Order): Promise<void> {
  const handler = webio_handler(() => {})
  await handler.firstPaint({ request, params: order, auth: order })
  await handler.firstPaint({ request, params: { order }, auth: [order, null] })
  // @ts-expect-error JSON has no dates
  await handler.firstPaint({ request, params: { order, at: new Date() } })
  // @ts-expect-error nor functions
  await handler.firstPaint({ request, auth: () => order })
}
