import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Nodes, Root } from 'mdast'
import { toString } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import { translationOf } from '../../example-next-app/lib/docs/languages'
import { resolveLink } from '../../example-next-app/lib/docs/links'
import { parseMarkdown } from '../../example-next-app/lib/docs/markdown'
import { CHINESE_OUTLINE, docsUrl, slugOf } from '../../example-next-app/lib/docs/outline'

/** The Chinese documents match their English originals: a change of one requires a change of the other. */

const ROOT = join(__dirname, '../..')
const read = (source: string): Root => parseMarkdown(readFileSync(join(ROOT, source), 'utf8'))

const documentsIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.md'))
    .sort()

const ENGLISH = [...documentsIn('docs/guide'), 'docs/pywebio.md']
const CHINESE = ENGLISH.map((source) => translationOf(source) ?? '')

it('each page of the guide and the page for people from PyWebIO have a Chinese version, and no other page does', () => {
  expect(documentsIn('docs/zh')).toEqual(CHINESE.toSorted())
  const listed = CHINESE_OUTLINE.flatMap(({ pages }) => pages.map(({ source }) => source))
  expect(listed.sort()).toEqual(CHINESE.toSorted())
})

/** The language-independent parts of a document, in order. */
function shapeOf(source: string): unknown[] {
  const shape: unknown[] = []
  visit(read(source), (node) => {
    if (node.type === 'heading') shape.push(`heading ${node.depth}`)
    if (node.type === 'paragraph') shape.push('paragraph')
    if (node.type === 'listItem') shape.push('item')
    if (node.type === 'table')
      shape.push(`table of ${node.children.length} × ${node.children[0]?.children.length}`)
    if (node.type === 'code') shape.push(node.value)
  })
  return shape
}

/** What each block refers to: names and links. Their order depends on the language. */
function referencesOf(source: string): string[][] {
  const blocks: string[][] = []
  visit(read(source), ['heading', 'paragraph', 'tableCell'], (block) => {
    const found: string[] = []
    visit(block, (node) => {
      if (node.type === 'inlineCode') found.push(node.value)
      if (node.type === 'link') found.push(targetOf(node.url, source))
    })
    blocks.push(found.sort())
  })
  return blocks
}

/** Where a link leads, as if all documents were in English. */
function targetOf(url: string, source: string): string {
  const target = resolveLink(url, source)
  return target.kind === 'example' ? target.path : inEnglish(target.url)
}

const inEnglish = (url: string): string => {
  const index = CHINESE.findIndex((source) => docsUrl(slugOf(source) ?? '') === url)
  return index === -1 ? url : docsUrl(slugOf(ENGLISH[index] ?? '') ?? '')
}

/** Blocks with words: not just names, links and punctuation. */
function proseOf(source: string): string[] {
  const prose: string[] = []
  visit(read(source), ['heading', 'paragraph', 'tableCell'], (block) => {
    prose.push(toString(withoutCode(block)).trim())
  })
  return prose
}

const withoutCode = (node: Nodes): Nodes =>
  'children' in node
    ? ({
        ...node,
        children: node.children.filter(({ type }) => type !== 'inlineCode').map(withoutCode),
      } as Nodes)
    : node

/** Names and abbreviations that are the same in Chinese. */
const NAMES = /^(WebIO|PyWebIO|Python|TypeScript|[^\p{L}]*)$/u

describe.each(ENGLISH.map((source, index) => [source, CHINESE[index] ?? ''] as const))(
  '%s',
  (english, chinese) => {
    it('has the same headings, paragraphs, tables and programs in Chinese', () => {
      expect(shapeOf(chinese)).toEqual(shapeOf(english))
    })

    it('refers to the same names, examples and pages in Chinese, block by block', () => {
      expect(referencesOf(chinese)).toEqual(referencesOf(english))
    })

    it('is in Chinese throughout', () => {
      const left = proseOf(chinese).filter((text) => !/\p{Script=Han}/u.test(text) && !NAMES.test(text))
      expect(left).toEqual([])
    })
  },
)
