import type { Json, JsonObject } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { createWebIOSession, useOutput, useWebIO, WebIOApp, WebIOProvider } from '../src/index'
import type { OutputProps, WebIOAppProps, WebIOHandle } from '../src/index'

/** TypeScript does not assign interfaces to types with an index signature. */
interface Customer {
  id: string
  note?: string
}
interface Order {
  readonly customer: Customer
  readonly others: readonly Customer[]
  readonly pair: [Customer, number] | null
  readonly parent?: Order
}
class Point {
  readonly x = 1
}
class Money {
  readonly cents = 1
  text(): string {
    return `${this.cents} ct`
  }
}

declare const customer: Customer
declare const order: Order
declare const json: Json
declare const object: JsonObject
declare const unknown: unknown

export const right = [
  <WebIOApp key="1" endpoint="/webio" params={customer} auth={customer} />,
  <WebIOApp key="2" endpoint="/webio" params={order} auth={[order]} />,
  <WebIOApp key="3" endpoint="/webio" params={{ customer, list: [order, null] }} auth="text" />,
  <WebIOApp key="4" endpoint="/webio" params={object} auth={json} />,
  <WebIOApp key="5" endpoint="/webio" params={new Point()} />,
  <WebIOApp key="6" endpoint="/webio" session="shared" params={customer} auth={order} />,
  <WebIOApp key="7" task={({ id }) => id} params={customer} />,
  <WebIOProvider key="8" endpoint="/webio" params={customer} auth={order} />,
  <WebIOApp
    key="9"
    session={createWebIOSession({ endpoint: '/webio', params: order, auth: customer })}
    params={undefined}
  />,
]

export const wrong = [
  // @ts-expect-error JSON has no dates
  <WebIOApp key="1" endpoint="/webio" params={new Date()} />,
  // @ts-expect-error nor inside
  <WebIOApp key="2" endpoint="/webio" params={{ customer, since: new Date() }} />,
  // @ts-expect-error nor functions
  <WebIOApp key="3" endpoint="/webio" params={{ customer, onDone: () => {} }} />,
  // @ts-expect-error nor Maps
  <WebIOApp key="4" endpoint="/webio" params={{ rows: new Map([['a', 1]]) }} />,
  // @ts-expect-error an instance with methods is more than data
  <WebIOApp key="5" endpoint="/webio" params={new Money()} />,
  // @ts-expect-error parameters have names
  <WebIOApp key="6" endpoint="/webio" params={[customer]} />,
  // @ts-expect-error a function is no parameter
  <WebIOApp key="7" endpoint="/webio" params={() => customer} />,
  // @ts-expect-error it may be anything
  <WebIOApp key="8" endpoint="/webio" params={{ unknown }} />,
  // @ts-expect-error JSON has no dates
  <WebIOApp key="9" endpoint="/webio" auth={{ since: new Date() }} />,
  // @ts-expect-error nor BigInts
  <WebIOProvider key="10" endpoint="/webio" params={{ id: 7n }} />,
]
// @ts-expect-error nor symbols
createWebIOSession({ endpoint: '/webio', params: { id: Symbol('id') } })

export function Send({ handle, fire }: OutputProps & { handle: WebIOHandle }): ReactNode {
  const { send } = useWebIO()
  const output = useOutput(1)
  send('saved', order)
  handle.send('saved', [customer])
  fire('click', customer)
  output?.fire(0, order)
  createWebIOSession({ endpoint: '/webio' }).send('saved', customer)
  // @ts-expect-error JSON has no dates
  send('saved', { at: new Date() })
  // @ts-expect-error nor functions
  handle.send('saved', () => {})
  // @ts-expect-error nor Maps
  fire('click', new Map<string, string>())
  // @ts-expect-error it may be anything
  output?.fire(0, unknown)
  return null
}

/** Callbacks of a session may use it. */
const chat = createWebIOSession({
  endpoint: '/webio',
  params: customer,
  onClose: () => chat.restart(),
  onEvent: (name) => chat.send(name, order),
})

/** Components around it name their parameters, or leave them to JSON. */
export const Around = (props: WebIOAppProps): ReactNode => <WebIOApp {...props} />
export const AroundCustomer = (props: WebIOAppProps<Customer>): ReactNode => <WebIOApp {...props} />
export const AroundAny = <Params extends JsonObject>({ params }: { params: Params }): ReactNode => (
  <WebIOApp endpoint="/webio" params={params} />
)
export const customers = <AroundCustomer endpoint="/webio" params={customer} />
