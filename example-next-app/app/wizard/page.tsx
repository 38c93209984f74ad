import { DemoPage } from '../../components/demo-page'

export const metadata = { title: 'Wizard' }

export default function Page() {
  return <DemoPage app="wizard" />
}
