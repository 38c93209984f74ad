import { createWebIO } from '../src/index'

/** As `typeof import('./webio')` of a server gives it. */
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
  // @ts-expect-error it has no such application
  <WebIOApp key="1" endpoint="/webio" app="ordre" params={{ id: 7 }} />,
  // @ts-expect-error what is exported beside the applications is not one
  <WebIOApp key="2" endpoint="/webio" app="options" />,
  // @ts-expect-error the parameters are missing
  <WebIOApp key="3" endpoint="/webio" app="order" />,
  // @ts-expect-error of the wrong type
  <WebIOApp key="4" endpoint="/webio" app="order" params={{ id: '7' }} />,
]

createWebIOSession({ endpoint: '/webio', app: 'order', params: { id: 1 } })
// @ts-expect-error where the task is has to be said
createWebIOSession({ app: 'hello' })
