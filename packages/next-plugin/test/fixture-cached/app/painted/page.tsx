import { renderWebIO } from '@webio/next-plugin/server'
import { WebIOApp } from '@webio/react'
import '@webio/react/styles.css'
import { Suspense } from 'react'

/** What depends on the visitor must be inside a boundary. The rest of the page is static. */
export default function Page() {
  return (
    <main>
      <h1>A page with its first outputs</h1>
      <Suspense fallback="The host waits">
        <Painted />
      </Suspense>
    </main>
  )
}

async function Painted() {
  return <WebIOApp {...await renderWebIO({ app: 'main', wait: 60 })} />
}
