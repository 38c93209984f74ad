import type { Element, Nodes, Parents } from 'hast'

/** A rehype plugin: gives each box of a task list the name of its item, since Markdown's own have none. */
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

/** The box stands first in its item, or first in the paragraph that does. */
function boxOf({ children }: Element): Element | undefined {
  const first = children.find((child) => child.type === 'element')
  return first?.tagName === 'p' ? boxOf(first) : first?.tagName === 'input' ? first : undefined
}

/** What the item says itself, without the lists in it. */
function ownText(node: Nodes): string {
  if (node.type === 'text') return node.value
  if (!('children' in node)) return ''
  const isList = node.type === 'element' && (node.tagName === 'ul' || node.tagName === 'ol')
  return isList ? '' : node.children.map(ownText).join('')
}
