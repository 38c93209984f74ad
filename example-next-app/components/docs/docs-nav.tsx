'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { docsUrl, OUTLINE, slugOf } from '../../lib/docs/outline'

/** The pages of the documentation, in groups. On a phone it is a box that opens. */
export function DocsNav() {
  const here = usePathname()
  const pages = OUTLINE.flatMap((group) => group.pages)
  const label = pages.find(({ source }) => urlOf(source) === here)?.label
  return (
    <>
      <nav className="docs-nav" aria-label="Documentation">
        <Groups here={here} />
      </nav>
      <details className="docs-nav-box" key={here}>
        <summary>{label ?? 'All pages'}</summary>
        <nav aria-label="Documentation, all pages">
          <Groups here={here} />
        </nav>
      </details>
    </>
  )
}

const urlOf = (source: string): string => docsUrl(slugOf(source) ?? '')

function Groups({ here }: { here: string }) {
  return OUTLINE.map(({ title, pages }) => (
    <section key={title}>
      <h2>{title}</h2>
      <ul>
        {pages.map(({ source, label }) => (
          <li key={source}>
            <Link
              href={urlOf(source)}
              prefetch={false}
              aria-current={urlOf(source) === here ? 'page' : undefined}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  ))
}
