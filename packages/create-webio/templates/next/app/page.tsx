import { WebIOApp } from '@webio/react'
import '@webio/react/styles.css'

export default function Page() {
  return (
    <main>
      <h1>A site with a task in it</h1>
      <p>
        The function <code>run</code> in <code>webio.ts</code> draws the part below. Edit it, and reload.
      </p>
      <WebIOApp endpoint="/webio" app="run" />
    </main>
  )
}
