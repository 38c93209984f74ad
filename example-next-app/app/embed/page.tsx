import Link from 'next/link'
import { FieldNotes } from '../../components/field-notes'
import { RunningApp } from '../../components/running-app'

export const metadata = { title: 'Embed' }

export default function Page() {
  return (
    <FieldNotes
      other={<Link href="/embed/without">See it without them.</Link>}
      poll={<RunningApp app="poll" label="Poll" />}
      feedback={<RunningApp app="feedback" label="Feedback" />}
    />
  )
}
