import type { Page } from 'playwright-core'
import type { NodeId, ViewTree } from '@webio/core/protocol'
import { ROOT_ID } from '@webio/core/protocol'

/** What a person sees of a session, in short form. */
export interface Shown {
  /** Type and text of the outputs in ROOT, in document order; for a progress bar, its value. */
  readonly outputs: readonly string[]
  /** Label of the open form. */
  readonly form: string | null
}

const LEAVES = ['text', 'button', 'progressbar']

/** What a session wants its page to show. */
export function shownOf(tree: ViewTree): Shown {
  const outputs: string[] = []
  const visit = (id: NodeId): void => {
    const node = tree.nodes.get(id)
    const spec = node?.spec
    if (spec?.type === 'text') outputs.push(`text: ${spec.text}`)
    if (spec?.type === 'button') outputs.push(`button: ${spec.label}`)
    if (spec?.type === 'progressbar') outputs.push(`progressbar: ${Number((spec.value * 100).toFixed(1))}`)
    node?.children.forEach(visit)
  }
  visit(ROOT_ID)
  return { outputs, form: [...tree.forms.values()].at(-1)?.spec.label ?? null }
}

/** What a page shows. */
export function shownIn(page: Page): Promise<Shown> {
  return page.evaluate((leaves) => {
    const selector = leaves.map((type) => `[data-webio-scope="ROOT"] [data-webio-output="${type}"]`).join()
    return {
      outputs: [...document.querySelectorAll<HTMLElement>(selector)].map((element) => {
        const type = element.dataset['webioOutput'] ?? ''
        const value = type === 'progressbar' ? element.getAttribute('aria-valuenow') : element.textContent
        return `${type}: ${value}`
      }),
      form: document.querySelector('form[data-webio-form] label')?.textContent ?? null,
    }
  }, LEAVES)
}
