import { WebIOApp } from '@webio/react'
import '@webio/react/styles.css'

export default function Page() {
  return (
    <main>
      <h1>A page of the site</h1>
      <WebIOApp endpoint={`${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/webio`} app="main" />
    </main>
  )
}
