import type { Section } from '../../lib/docs/markdown'

/** What is on a page: its headings. */
export function Contents({ sections }: { sections: readonly Section[] }) {
  const headings = sections.filter(({ depth }) => depth === 2 || depth === 3)
  if (headings.length < 2) return null
  return (
    <nav className="docs-contents" aria-label="On this page">
      <h2>On this page</h2>
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
