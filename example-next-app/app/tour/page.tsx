import Link from 'next/link'
import { FAMILIES } from '../../lib/tour'

export const metadata = { title: 'Tour' }

export default function Page() {
  return (
    <>
      <header className="intro">
        <h1>Tour</h1>
        <p>
          Every function, running, with its source next to it. Each example is a
          separate session.
        </p>
      </header>
      <ul className="cards">
        {FAMILIES.map(({ name, title, summary }) => (
          <li key={name}>
            <Link href={`/tour/${name}`}>
              <h2>{title}</h2>
              <p>{summary}</p>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
