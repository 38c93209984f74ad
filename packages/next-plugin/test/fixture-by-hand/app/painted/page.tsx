import { renderWebIO } from '@webio/next-plugin/server'
import { WebIOApp } from '@webio/react'
import '@webio/react/styles.css'

export default async function Page() {
  return <WebIOApp {...await renderWebIO({ app: 'main', wait: 60 })} />
}
