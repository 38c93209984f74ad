import { tagHighlighter, tags } from '@lezer/highlight'

/** The classes of the parts of source code, in editors and in displayed code. styles/code.css has their colors. */
export const syntaxClasses = tagHighlighter([
  { tag: [tags.comment, tags.quote], class: 'webio-syntax-comment' },
  {
    tag: [tags.keyword, tags.operatorKeyword, tags.modifier, tags.self, tags.standard(tags.name)],
    class: 'webio-syntax-keyword',
  },
  { tag: [tags.string, tags.regexp, tags.inserted], class: 'webio-syntax-string' },
  {
    tag: [tags.number, tags.bool, tags.atom, tags.null, tags.special(tags.variableName), tags.escape],
    class: 'webio-syntax-number',
  },
  {
    tag: [
      tags.heading,
      tags.tagName,
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
      tags.definition(tags.function(tags.variableName)),
      tags.definition(tags.variableName),
      tags.labelName,
    ],
    class: 'webio-syntax-title',
  },
  {
    tag: [
      tags.typeName,
      tags.className,
      tags.namespace,
      tags.attributeName,
      tags.propertyName,
      tags.meta,
      tags.link,
      tags.url,
    ],
    class: 'webio-syntax-type',
  },
  { tag: tags.deleted, class: 'webio-syntax-deleted' },
  { tag: [tags.strong, tags.heading], class: 'webio-syntax-strong' },
  { tag: tags.emphasis, class: 'webio-syntax-emphasis' },
])
