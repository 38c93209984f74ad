import { DemoPage } from '../../components/demo-page'

export const metadata = { title: 'Table' }

export default function Page() {
  return <DemoPage app="table" />
}
