'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { FAMILIES } from '../lib/tour'

/** The families of the tour. The list wraps, so there is room for many. */
export function TourNav() {
  const here = usePathname()
  return (
    <nav className="tour-nav" aria-label="Tour">
      <ul>
        {FAMILIES.map(({ name, title }) => (
          <li key={name}>
            <Link
              href={`/tour/${name}`}
              aria-current={here === `/tour/${name}` ? 'page' : undefined}
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
