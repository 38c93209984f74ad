'use client'

import { WebIOApp } from '@webio/react'
import '@webio/react/styles.css'
import { useState } from 'react'
import { Bell, Rating } from './tour-components'

/** The components that put_component can show. */
const COMPONENTS = { Bell, Rating }

interface RunningAppProps {
  app: string
  label: string
  /** The only example of a tour's application to run. */
  example?: string
}

/** An application in a frame of the site, with the last event that it sent. */
export function RunningApp({ app, label, example }: RunningAppProps) {
  const [heard, setHeard] = useState('')
  return (
    <section className="running" aria-label={label} data-example={example}>
      <WebIOApp
        endpoint="/webio"
        app={app}
        params={example === undefined ? undefined : { example }}
        resumeKey={example}
        components={COMPONENTS}
        // A visitor who leaves the chat's page leaves the chat. Other sessions are kept for a while.
        {...(app === 'chat' && { keepAlive: 0 })}
        onEvent={(name, data) => setHeard(`${name}: ${JSON.stringify(data)}`)}
      />
      {heard && (
        <p className="heard">
          The page heard <code>{heard}</code>
        </p>
      )}
    </section>
  )
}
