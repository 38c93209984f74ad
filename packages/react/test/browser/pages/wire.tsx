import '@webio/react/styles.css'
import { WebIOApp } from '@webio/react'
import { createRoot } from 'react-dom/client'

type Wires = readonly ('websocket' | 'polling')[]

// The query names the wires to try, in order.
const transports = new URLSearchParams(location.search).get('wires')?.split(',') as Wires | undefined
createRoot(document.getElementById('root') as Element).render(
  <WebIOApp endpoint="/webio" transports={transports} />,
)
