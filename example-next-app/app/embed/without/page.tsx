import Link from 'next/link'
import { FieldNotes } from '../../../components/field-notes'

export const metadata = { title: 'Embed, without' }

// The same page without any part of WebIO: neither its script nor its styles.
export default function Page() {
  return <FieldNotes other={<Link href="/embed">See it with them.</Link>} />
}
