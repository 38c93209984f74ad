import type { Options } from 'rehype-sanitize'
import { defaultSchema } from 'rehype-sanitize'

/** HTML that `put_html` keeps but GitHub's schema does not contain. */
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

/** Elements whose text is not content for a reader. */
const WITHOUT_CONTENT = ['iframe', 'noscript', 'script', 'style', 'template', 'textarea', 'title']

/**
 * The HTML that Markdown may contain: what GitHub allows, and harmless HTML that `put_html` keeps, with its classes and inline styles. It keeps only
 * ids that begin with `idPrefix`, which Markdown itself creates: an author's id could be mistaken for one of the host page.
 */
export function sanitizeSchema(idPrefix: string): Options {
  const { attributes, protocols, tagNames } = defaultSchema
  const everywhere = (attributes?.['*'] ?? []).filter(
    (attribute) => attribute !== 'id' && attribute !== 'name',
  )
  const withoutClasses = Object.entries(attributes ?? {}).map(([tag, allowed]) => [
    tag,
    // Any class may stay. These entries would allow only some.
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
