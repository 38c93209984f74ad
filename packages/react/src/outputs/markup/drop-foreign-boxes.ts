import type { Element, Root, RootContent } from 'hast'

/** Drops controls that an author wrote as HTML: the only `<input>` in Markdown is the box of a task list. */
export function dropForeignBoxes() {
  return (tree: Root): void => drop(tree, false)
}

function drop(parent: Root | Element, isTask: boolean): void {
  parent.children = (parent.children as RootContent[]).filter((child) => {
    if (child.type !== 'element') return true
    if (child.tagName === 'input') return isTask && child.properties['type'] === 'checkbox'
    drop(child, isTask || isTaskItem(child))
    return true
  }) as never
}

function isTaskItem({ tagName, properties }: Element): boolean {
  const names = properties['className']
  return tagName === 'li' && Array.isArray(names) && names.includes('task-list-item')
}
