import Link from 'next/link'
import { FieldNotes } from '../../../components/field-notes'

export const metadata = { title: 'Embed, without' }

// The same page, and nothing of WebIO in it: neither its script nor its styles.
export default function Page() {
  return <FieldNotes other={<Link href="/embed">See it with them.</Link>} />
}
