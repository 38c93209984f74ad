import type { Element, Root } from 'hast'

/** Collects what sanitizing removes from one Markdown text: names such as `<script>` and `onclick`. */
export class Removals {
  /** The text in question. */
  readonly markdown: string
  readonly #before = new Map<string, number>()
  readonly #after = new Map<string, number>()

  constructor(markdown: string) {
    this.markdown = markdown
  }

  /** A rehype plugin that counts names before sanitizing. */
  readonly before =
    () =>
    (tree: Root): void =>
      count(tree, this.#before)

  /** A rehype plugin that counts names after sanitizing. */
  readonly after =
    () =>
    (tree: Root): void =>
      count(tree, this.#after)

  /** Returns the names of what was removed, once. */
  take(): string[] {
    const names = [...this.#before].filter(([name, times]) => times > (this.#after.get(name) ?? 0))
    this.#before.clear()
    this.#after.clear()
    return names.map(([name]) => name)
  }
}

function count(parent: Root | Element, counts: Map<string, number>): void {
  counts.clear()
  const add = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1)
  const visit = (node: Root | Element): void => {
    for (const child of node.children) {
      if (child.type !== 'element') continue
      add(`<${child.tagName}>`)
      for (const name of Object.keys(child.properties)) add(name.toLowerCase())
      visit(child)
    }
  }
  visit(parent)
}
