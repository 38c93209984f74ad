import { toHtml } from 'hast-util-to-html'
import rehypeRaw from 'rehype-raw'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import type { Options } from 'rehype-sanitize'
import { unified } from 'unified'

/** As for Markdown, and no ids or names at all. */
const SCHEMA: Options = {
  ...defaultSchema,
  clobber: [],
  attributes: {
    ...defaultSchema.attributes,
    '*': (defaultSchema.attributes?.['*'] ?? []).filter((name) => name !== 'id' && name !== 'name'),
  },
}

/**
 * An author's HTML for a document that is made on a server, without anything that runs and without styles: what can be read until the page is live, and
 * fills it with `cleanHtml`, which needs a DOM.
 */
export function readableHtml(html: string): string {
  const processor = unified().use(rehypeRaw).use(rehypeSanitize, SCHEMA)
  return toHtml(processor.runSync({ type: 'root', children: [{ type: 'raw', value: html }] }))
}
