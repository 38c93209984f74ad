import '@webio/react/styles.css'
import { WebIOApp } from '@webio/react'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'

type Wires = readonly ('websocket' | 'polling')[]

const events: unknown[] = []
Object.assign(window, { events })

/** The components for put_component on this page. */
const Framed = ({ title, children }: { title: string; children?: ReactNode }): ReactNode => (
  <section aria-label={title}>{children}</section>
)

const query = new URLSearchParams(location.search)
createRoot(document.getElementById('root') as Element).render(
  <WebIOApp
    endpoint={query.get('endpoint') ?? '/webio'}
    // The transports to try, in order.
    transports={query.get('wires')?.split(',') as Wires | undefined}
    components={{ Framed }}
    onEvent={(name, data) => events.push([name, data])}
    allowScripts={query.has('no-scripts') ? false : undefined}
  />,
)
