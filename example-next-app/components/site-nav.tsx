'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { NAVIGATION } from '../lib/pages'

export function SiteNav() {
  const here = usePathname()
  return (
    <nav className="nav" aria-label="Site">
      <Link className="brand" href="/" prefetch={false}>
        <span className="mark" aria-hidden="true" />
        WebIO <span className="brand-more">in Next.js</span>
      </Link>
      <ul>
        {NAVIGATION.map(({ path, title }) => (
          <li key={path}>
            {/* Without prefetching, a page loads only its own scripts. */}
            <Link
              href={path}
              prefetch={false}
              aria-current={here.startsWith(path) ? 'page' : undefined}
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
