import type { Options } from 'rehype-sanitize'
import { defaultSchema } from 'rehype-sanitize'

/**
 * What may stay in Markdown: what GitHub lets stay. Of ids only those that begin with `idPrefix`, which Markdown itself makes: an author's
 * own could be taken for one of the host page's.
 */
export function sanitizeSchema(idPrefix: string): Options {
  const { attributes, protocols } = defaultSchema
  const everywhere = (attributes?.['*'] ?? []).filter(
    (attribute) => attribute !== 'id' && attribute !== 'name',
  )
  return {
    ...defaultSchema,
    clobber: [],
    attributes: { ...attributes, '*': [...everywhere, ['id', new RegExp(`^${idPrefix}`)]] },
    protocols: {
      ...protocols,
      href: ['http', 'https', 'mailto', 'tel'],
      src: ['http', 'https', 'data', 'blob'],
    },
  }
}
