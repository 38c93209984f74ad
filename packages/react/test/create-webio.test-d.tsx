import type { ReactNode } from 'react'
import { createWebIO, WebIOApp as UntypedApp } from '../src/index'

/** The type of a server's module, as in `typeof import('./webio')`. */
interface Server {
  order: (params: { id: number; note?: string }) => Promise<{ total: number }>
  hello: () => Promise<string>
  search: (params: { q?: string }) => void
  options: { debug: boolean }
}

const { WebIOApp, createWebIOSession } = createWebIO<Server>()

export const right = [
  <WebIOApp
    key="1"
    endpoint="/webio"
    app="order"
    params={{ id: 7 }}
    onResult={({ total }) => total.toFixed()}
  />,
  <WebIOApp key="2" endpoint="/webio" app="hello" onResult={(text) => text.trim()} id="x" theme="dark" />,
  <WebIOApp key="3" endpoint="/webio" app="search" params={{ q: 'a' }} />,
  <WebIOApp key="4" endpoint="/webio" app="search" />,
]

export const wrong = [
  // @ts-expect-error there is no such application
  <WebIOApp key="1" endpoint="/webio" app="ordre" params={{ id: 7 }} />,
  // @ts-expect-error other exports of the module are not applications
  <WebIOApp key="2" endpoint="/webio" app="options" />,
  // @ts-expect-error the parameters are missing
  <WebIOApp key="3" endpoint="/webio" app="order" />,
  // @ts-expect-error of the wrong type
  <WebIOApp key="4" endpoint="/webio" app="order" params={{ id: '7' }} />,
]

createWebIOSession({ endpoint: '/webio', app: 'order', params: { id: 1 } })
// @ts-expect-error the location of the task is missing
createWebIOSession({ app: 'hello' })

/** The type that a server declares in `Register`. */
interface Events {
  saved: { id: number }
  closed: null
}

const typed = createWebIO<Server, Events>()

export function Controls(): ReactNode {
  const { send, status } = typed.useWebIO()
  send('saved', { id: 7 })
  send('closed')
  // @ts-expect-error no event has this name
  send('opened')
  // @ts-expect-error its data is missing
  send('saved')
  // @ts-expect-error its data is of another type
  send('saved', { id: '7' })
  return status
}

export const withEvents = (
  <typed.WebIOApp
    endpoint="/webio"
    app="hello"
    onEvent={(name, data) => {
      if (name === 'saved') data.id.toFixed()
      // @ts-expect-error the event closed has no data
      else data.toFixed()
    }}
    ref={(handle) => handle?.send('saved', { id: 1 })}
  />
)

// @ts-expect-error its data is of another type
typed.createWebIOSession({ endpoint: '/webio', app: 'hello' }).send('saved', 1)
createWebIO<Server>().createWebIOSession({ endpoint: '/webio', app: 'hello' }).send('anything', [1])

export const shown = (
  <UntypedApp session={typed.createWebIOSession({ endpoint: '/webio', app: 'hello', onEvent: () => {} })} />
)
