import { WebIOApp } from '@webio/react'
import '@webio/react/styles.css'

export default function Page() {
  return (
    <main>
      <h1>A page with a form</h1>
      <input aria-label="Own" />
      <WebIOApp endpoint="/webio" app="main" />
    </main>
  )
}
