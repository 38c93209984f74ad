import { WebIOApp } from '@webio/react'
import '@webio/react/styles.css'

/** An application in a frame of the site's own. */
export function RunningApp({ app, label }: { app: string; label: string }) {
  return (
    <section className="running" aria-label={label}>
      <WebIOApp endpoint="/webio" app={app} />
    </section>
  )
}
