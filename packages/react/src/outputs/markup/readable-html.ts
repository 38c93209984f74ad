import { toHtml } from 'hast-util-to-html'
import rehypeRaw from 'rehype-raw'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import type { Options } from 'rehype-sanitize'
import { unified } from 'unified'

/** The schema of Markdown, without any ids or names. */
const SCHEMA: Options = {
  ...defaultSchema,
  clobber: [],
  attributes: {
    ...defaultSchema.attributes,
    '*': (defaultSchema.attributes?.['*'] ?? []).filter((name) => name !== 'id' && name !== 'name'),
  },
}

/**
 * An author's HTML for a server-rendered document, without anything that runs and without styles. It can be read until the page is live, and then
 * fills the element with `cleanHtml`, which needs a DOM.
 */
export function readableHtml(html: string): string {
  const processor = unified().use(rehypeRaw).use(rehypeSanitize, SCHEMA)
  return toHtml(processor.runSync({ type: 'root', children: [{ type: 'raw', value: html }] }))
}
