import type { Element, Root } from 'hast'

/** What is taken out of one Markdown text when it is cleaned: names such as `<script>` and `onclick`. */
export class Removals {
  /** The text that it is about. */
  readonly markdown: string
  readonly #before = new Map<string, number>()
  readonly #after = new Map<string, number>()

  constructor(markdown: string) {
    this.markdown = markdown
  }

  /** A rehype plugin that looks at what is there before. */
  readonly before =
    () =>
    (tree: Root): void =>
      count(tree, this.#before)

  /** A rehype plugin that looks at what has been left. */
  readonly after =
    () =>
    (tree: Root): void =>
      count(tree, this.#after)

  /** The names of what has been taken out; once. */
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
