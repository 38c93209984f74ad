import { DemoPage } from '../../components/demo-page'

export const metadata = { title: 'Hand over' }

export default function Page() {
  return <DemoPage app="claim" />
}
