'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { DEMOS } from '../lib/demos'

const PAGES = [
  ...DEMOS.map(({ app, title }) => ({ path: `/${app}`, title })),
  { path: '/embed', title: 'Embed' },
  { path: '/tour', title: 'Tour' },
]

export function SiteNav() {
  const here = usePathname()
  return (
    <nav className="nav" aria-label="Site">
      <Link className="brand" href="/">
        <span className="mark" aria-hidden="true" />
        WebIO <span className="brand-more">in Next.js</span>
      </Link>
      <ul>
        {PAGES.map(({ path, title }) => (
          <li key={path}>
            <Link href={path} aria-current={here.startsWith(path) ? 'page' : undefined}>
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
