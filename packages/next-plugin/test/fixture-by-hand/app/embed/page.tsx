import { WebIOApp } from '@webio/react'
import '@webio/react/styles.css'

export default function Page() {
  return <WebIOApp endpoint="/tools/webio" app="main" />
}
