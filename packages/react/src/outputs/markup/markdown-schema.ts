import type { Options } from 'rehype-sanitize'
import { defaultSchema } from 'rehype-sanitize'

/** HTML that `put_html` keeps and GitHub's schema does not know. */
const MORE_TAGS = [
  ...[
    'abbr',
    'address',
    'article',
    'aside',
    'bdi',
    'bdo',
    'caption',
    'center',
    'cite',
    'col',
    'colgroup',
    'dfn',
  ],
  ...['figcaption', 'figure', 'font', 'footer', 'header', 'main', 'mark', 'nav', 'small', 'time', 'u', 'wbr'],
]

/** Elements whose text is none for a reader. */
const WITHOUT_CONTENT = ['iframe', 'noscript', 'script', 'style', 'template', 'textarea', 'title']

/**
 * What may stay in Markdown: what GitHub lets stay, and harmless HTML that `put_html` keeps, with its classes and inline styles. Of ids only those
 * that begin with `idPrefix`, which Markdown itself makes: an author's own could be taken for one of the host page's.
 */
export function sanitizeSchema(idPrefix: string): Options {
  const { attributes, protocols, tagNames } = defaultSchema
  const everywhere = (attributes?.['*'] ?? []).filter(
    (attribute) => attribute !== 'id' && attribute !== 'name',
  )
  const withoutClasses = Object.entries(attributes ?? {}).map(([tag, allowed]) => [
    tag,
    // Any class may stay: these would allow only some.
    allowed.filter((attribute) => !Array.isArray(attribute) || attribute[0] !== 'className'),
  ])
  return {
    ...defaultSchema,
    tagNames: [...(tagNames ?? []), ...MORE_TAGS],
    strip: WITHOUT_CONTENT,
    clobber: [],
    attributes: {
      ...Object.fromEntries(withoutClasses),
      a: [...(attributes?.['a'] ?? []), 'target'],
      font: ['color', 'face', 'size'],
      '*': [...everywhere, 'className', 'style', ['id', new RegExp(`^${idPrefix}`)]],
    },
    protocols: {
      ...protocols,
      href: ['http', 'https', 'mailto', 'tel'],
      src: ['http', 'https', 'data', 'blob'],
    },
  }
}
