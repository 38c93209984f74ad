import GithubSlugger from 'github-slugger'
import type { Nodes, Root, RootContent } from 'mdast'
import { toString } from 'mdast-util-to-string'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'

/** A heading and what follows it, up to the next one. */
export interface Section {
  /** The fragment of its heading, as GitHub makes it; '' before the first heading of depth 2. */
  readonly id: string
  readonly heading: string
  readonly depth: number
  readonly text: string
}

const parser = unified().use(remarkParse).use(remarkGfm)

export const parseMarkdown = (markdown: string): Root => parser.parse(markdown)

/** The text of the first heading; undefined if there is none. */
export const titleOf = (markdown: string): string | undefined =>
  /^# (?<title>.+)$/m.exec(markdown)?.groups?.['title']?.replace(/[\\`]/g, '')

/** The first paragraph that is text, as one line. */
export function summaryOf(tree: Root): string {
  const paragraph = tree.children.find(
    (node) =>
      node.type === 'paragraph' && node.children.some(({ type }) => type === 'text'),
  )
  return paragraph ? toString(paragraph).replace(/\s+/g, ' ') : ''
}

/** Divides a document at its headings. */
export function sectionsOf(tree: Root): Section[] {
  const slugger = new GithubSlugger()
  const sections: { -readonly [Key in keyof Section]: Section[Key] }[] = []
  for (const node of tree.children) {
    if (node.type === 'heading') {
      const heading = toString(node)
      const id = slugger.slug(heading)
      sections.push({
        id: node.depth === 1 ? '' : id,
        heading,
        depth: node.depth,
        text: '',
      })
    } else {
      const section = sections.at(-1)
      if (section) section.text += `${textOf(node)}\n`
    }
  }
  return sections
}

/** All text of a node, with a space between cells, items and lines. */
function textOf(node: RootContent): string {
  const parts: string[] = []
  visit(node, (inner) => {
    if ('value' in inner && inner.type !== 'html') parts.push(inner.value)
  })
  return parts.join(' ').replace(/\s+/g, ' ')
}

/** A program in a document. */
export interface Program {
  readonly code: string
  /** The section in which it is. */
  readonly section: Section
}

/** The programs of a document, with their sections. */
export function programsOf(tree: Root): Program[] {
  const sections = sectionsOf(tree)
  const programs: Program[] = []
  let index = -1
  for (const node of tree.children) {
    if (node.type === 'heading') index += 1
    const section = sections[index]
    if (section && node.type === 'code' && /^tsx?$/.test(node.lang ?? ''))
      programs.push({ code: node.value, section })
  }
  return programs
}

/** The addresses of all links and images. */
export function linksOf(tree: Nodes): string[] {
  const links: string[] = []
  visit(tree, (node) => {
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition')
      links.push(node.url)
  })
  return links
}
