'use client'

import { WebIOApp } from '@webio/react'
import '@webio/react/styles.css'
import { Rating } from './tour-components'

/** What put_component can show. */
const COMPONENTS = { Rating }

interface RunningAppProps {
  app: string
  label: string
  /** The one example of a tour's application that is to run. */
  example?: string
}

/** An application in a frame of the site's own. */
export function RunningApp({ app, label, example }: RunningAppProps) {
  return (
    <section className="running" aria-label={label} data-example={example}>
      <WebIOApp
        endpoint="/webio"
        app={app}
        params={example === undefined ? undefined : { example }}
        resumeKey={example}
        components={COMPONENTS}
      />
    </section>
  )
}
