'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { NAVIGATION } from '../lib/pages'
import { ThemeSwitch } from './theme-switch'

export function SiteNav() {
  const pathname = usePathname()
  // The longest one that the address begins with: /docs/playground, not /docs.
  const here = NAVIGATION.map(({ path }) => path)
    .filter((path) => pathname.startsWith(path))
    .toSorted((one, other) => other.length - one.length)[0]
  return (
    <nav className="nav" aria-label="Site">
      <Link className="brand" href="/" prefetch={false}>
        <span className="mark" aria-hidden="true" />
        WebIO <span className="brand-more">in Next.js</span>
      </Link>
      <ul>
        {NAVIGATION.map(({ path, title, isLoaded = false }) => {
          const isHere = path === here ? 'page' : undefined
          return (
            <li key={path}>
              {isLoaded ? (
                <a href={path} aria-current={isHere}>
                  {title}
                </a>
              ) : (
                // Without prefetching, a page loads only its own scripts.
                <Link href={path} prefetch={false} aria-current={isHere}>
                  {title}
                </Link>
              )}
            </li>
          )
        })}
      </ul>
      <ThemeSwitch />
    </nav>
  )
}
