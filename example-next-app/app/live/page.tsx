import { DemoPage } from '../../components/demo-page'

export const metadata = { title: 'Live' }

export default function Page() {
  return <DemoPage app="live" />
}
