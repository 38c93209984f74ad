import { posix } from 'node:path'
import { resolveLink } from './links'
import { parseMarkdown, summaryOf } from './markdown'
import type { DocsGroup } from './outline'
import { docsUrl, OUTLINE } from './outline'
import { docsPages, referencePages } from './pages'
import { readRepositoryFile } from './repository'

/** Texts for coding assistants, made from the documents. */

const INTRODUCTION = `# WebIO

> A server script drives a web page. \`put_text('hi')\` shows something, \`const name = await input('Name')\` asks and waits, \`put_button('Go', go)\` calls
> back. For TypeScript, on Node, in React and in Next.js. The functions have the names of PyWebIO.
`

/** The pages in the navigation, with one line about each: https://llmstxt.org */
export async function llmsText(): Promise<string> {
  const pages = [...(await docsPages()), ...(await referencePages())]
  const group = ({ title, pages: entries }: DocsGroup): string => {
    const lines = entries.map(({ source, label }) => {
      const page = pages.find((one) => one.source === source)
      if (!page)
        throw new Error(`lib/docs/outline.ts names ${source}, which is no document.`)
      const summary = summaryOf(parseMarkdown(page.markdown))
      return `- [${label}](${docsUrl(page.slug)})${summary ? `: ${summary}` : ''}`
    })
    return `## ${title}\n\n${lines.join('\n')}\n`
  }
  return [INTRODUCTION, ...OUTLINE.map(group)].join('\n')
}

/** The documents that a task author needs, one after another, with the sources of their examples. */
export async function llmsFullText(): Promise<string> {
  const sources = OUTLINE.filter(({ title }) =>
    ['Start', 'Guide', 'Recipes'].includes(title),
  )
    .flatMap(({ pages }) => pages)
    .map(({ source }) => source)
  const pages = await docsPages()
  const texts = await Promise.all(
    pages
      .filter(({ source }) => sources.includes(source))
      .toSorted(
        (one, other) => sources.indexOf(one.source) - sources.indexOf(other.source),
      )
      .map(({ markdown, source }) => withExamples(markdown, source)),
  )
  return texts.join('\n\n')
}

const LINK_ALONE = /^\[[^\]]*\]\((?<link>[^)]+)\)$/gm

/** A document whose links to examples are replaced by their sources. */
async function withExamples(markdown: string, source: string): Promise<string> {
  const examples = [...markdown.matchAll(LINK_ALONE)].flatMap((match) => {
    const target = resolveLink(match.groups?.['link'] ?? '', source)
    return target.kind === 'example' ? [{ text: match[0], path: target.path }] : []
  })
  let text = markdown
  for (const { text: link, path } of examples) {
    const code = (await readRepositoryFile(path)).trimEnd()
    // A function, because `$` in code must stay.
    text = text.replace(
      link,
      () => `\`\`\`ts\n// ${posix.relative('docs', path)}\n${code}\n\`\`\``,
    )
  }
  return text
}

/** A skill for coding assistants: the rules, and every function with one line about it. */
export async function skillText(): Promise<string> {
  const pages = [...(await docsPages()), ...(await referencePages())]
  const markdownOf = (source: string): string => {
    const page = pages.find((one) => one.source === source)
    if (!page) throw new Error(`The skill needs ${source}, which is no document.`)
    return page.markdown
  }
  const rules = /^## Rules for programs\n[\s\S]*$/m.exec(
    markdownOf('docs/assistants.md'),
  )?.[0]
  const program = await readRepositoryFile('docs/examples/input/group.ts')
  const functions = markdownOf('reference/@webio/core/index.md').matchAll(
    /^\| \[(?<name>[\w\\]+)\]\(functions\/\S+\) \| (?<summary>.*) \|$/gm,
  )
  const list = [...functions].map(
    ({ groups = {} }) =>
      `- \`${(groups['name'] ?? '').replaceAll('\\', '')}\`: ${unlinked(groups['summary'] ?? '')}`,
  )
  if (!rules || list.length === 0)
    throw new Error('The skill has no rules, or no functions.')
  return `---
name: webio
description: Writes WebIO programs in TypeScript, where a function on the server drives a web page. Use it for internal tools, forms, wizards, admin pages and live reports with @webio/core.
---

# WebIO

\`\`\`ts
${program.trimEnd()}
\`\`\`

${rules.trimEnd()}

## Functions of @webio/core

${list.join('\n')}
`
}

const unlinked = (markdown: string): string =>
  markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
