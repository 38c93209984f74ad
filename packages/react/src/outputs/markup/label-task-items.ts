import type { Element, Nodes, Parents } from 'hast'

/** A rehype plugin that names each box of a task list after its item. Markdown gives these boxes no names. */
export function labelTaskItems(): (tree: Parents) => void {
  return labelBelow
}

function labelBelow(parent: Parents): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue
    if (isTaskItem(child)) {
      const box = boxOf(child)
      if (box) box.properties['ariaLabel'] = ownText(child).trim()
    }
    labelBelow(child)
  }
}

function isTaskItem({ tagName, properties }: Element): boolean {
  const names = properties['className']
  return tagName === 'li' && Array.isArray(names) && names.includes('task-list-item')
}

/** The box comes first in its item, or first in the item's first paragraph. */
function boxOf({ children }: Element): Element | undefined {
  const first = children.find((child) => child.type === 'element')
  return first?.tagName === 'p' ? boxOf(first) : first?.tagName === 'input' ? first : undefined
}

/** The text of the item itself, without the lists in it. */
function ownText(node: Nodes): string {
  if (node.type === 'text') return node.value
  if (!('children' in node)) return ''
  const isList = node.type === 'element' && (node.tagName === 'ul' || node.tagName === 'ol')
  return isList ? '' : node.children.map(ownText).join('')
}
