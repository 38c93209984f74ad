import { renderWebIO } from '@webio/next-plugin/server'
import { WebIOApp } from '@webio/react'
import '@webio/react/styles.css'

export default async function Page() {
  return (
    <main>
      <h1>A page with its first outputs</h1>
      <WebIOApp {...await renderWebIO({ app: 'main', wait: 60 })} />
    </main>
  )
}
