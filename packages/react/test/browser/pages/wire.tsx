import '@webio/react/styles.css'
import { WebIOApp } from '@webio/react'
import { createRoot } from 'react-dom/client'

type Wires = readonly ('websocket' | 'polling')[]

const query = new URLSearchParams(location.search)
createRoot(document.getElementById('root') as Element).render(
  <WebIOApp
    endpoint="/webio"
    // The wires to try, in order.
    transports={query.get('wires')?.split(',') as Wires | undefined}
    allowScripts={query.has('no-scripts') ? false : undefined}
  />,
)
