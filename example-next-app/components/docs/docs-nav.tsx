'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { languageAt, TEXTS } from '../../lib/docs/languages'
import type { DocsGroup } from '../../lib/docs/outline'
import { CHINESE_OUTLINE, docsUrl, OUTLINE, slugOf } from '../../lib/docs/outline'

/** The pages of the documentation, in groups. On a phone it is a box that opens. */
export function DocsNav() {
  const here = usePathname()
  const language = languageAt(here)
  const { allPages, documentation } = TEXTS[language]
  const outline = language === 'en' ? OUTLINE : CHINESE_OUTLINE
  const pages = outline.flatMap((group) => group.pages)
  const label = pages.find(({ source }) => urlOf(source) === here)?.label
  return (
    <>
      <nav className="docs-nav" lang={language} aria-label={documentation}>
        <Groups outline={outline} here={here} />
      </nav>
      <details className="docs-nav-box" key={here} lang={language}>
        <summary>{label ?? allPages}</summary>
        <nav aria-label={`${documentation}: ${allPages}`}>
          <Groups outline={outline} here={here} />
        </nav>
      </details>
    </>
  )
}

const urlOf = (source: string): string => docsUrl(slugOf(source) ?? '')

interface GroupsProps {
  outline: readonly DocsGroup[]
  here: string
}

function Groups({ outline, here }: GroupsProps) {
  return outline.map(({ title, pages }) => (
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
