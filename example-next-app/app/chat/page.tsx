import { DemoPage } from '../../components/demo-page'

export const metadata = { title: 'Chat' }

export default function Page() {
  return <DemoPage app="chat" />
}
