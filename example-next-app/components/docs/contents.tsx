import type { DocsLanguage } from '../../lib/docs/languages'
import { TEXTS } from '../../lib/docs/languages'
import type { Section } from '../../lib/docs/markdown'

interface ContentsProps {
  sections: readonly Section[]
  language: DocsLanguage
}

/** What is on a page: its headings. */
export function Contents({ sections, language }: ContentsProps) {
  const headings = sections.filter(({ depth }) => depth === 2 || depth === 3)
  if (headings.length < 2) return null
  return (
    <nav
      className="docs-contents"
      lang={language}
      aria-label={TEXTS[language].contents}
    >
      <h2>{TEXTS[language].contents}</h2>
      <ul>
        {headings.map(({ id, heading, depth }) => (
          <li key={id} data-depth={depth}>
            <a href={`#${id}`}>{heading}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
