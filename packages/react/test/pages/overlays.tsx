import { createRoot } from 'react-dom/client'
import { InternalsContext } from '../../src/context/internals'
import { WebIOApp } from '../../src/index'
import '../../src/styles.css'
import { ScriptedServer } from '../scripted-server'

/** A host page that tends to break overlays: a header above everything, and ancestors that transform and clip. */
const servers = [new ScriptedServer(), new ScriptedServer()]
Object.assign(window, { servers })
createRoot(document.body.appendChild(document.createElement('div'))).render(
  <>
    <header style={{ position: 'sticky', top: 0, height: 80, zIndex: 2_147_483_647, background: 'gold' }} />
    {servers.map((server, index) => (
      <div key={index} style={{ width: 300, height: 200, overflow: 'hidden', transform: 'scale(0.9)' }}>
        <InternalsContext value={{ connect: server.connect }}>
          <WebIOApp endpoint="/webio" locale="en" theme={{ '--webio-surface': 'rgb(1, 2, 3)' }} />
        </InternalsContext>
      </div>
    ))}
  </>,
)
