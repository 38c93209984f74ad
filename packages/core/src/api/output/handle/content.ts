import type { ChildCollector } from './output-kind'

/** What a container shows: an output, anything else as a text, or an array of both. */
export type Content = unknown

/** The contents of a container as a flat list. */
export function contentList(content: Content): readonly unknown[] {
  if (content === undefined || content === null) return []
  return Array.isArray(content) ? content : [content]
}

/** Adds all contents in order; null shows nothing. */
export function addAll(children: ChildCollector, content: Content, argument = 'content'): void {
  if (!Array.isArray(content)) {
    if (content !== undefined && content !== null) children.add(content, argument)
    return
  }
  content.forEach((item: unknown, index) => {
    if (item !== null && item !== undefined) children.add(item, `${argument}[${index}]`)
  })
}
