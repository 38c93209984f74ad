import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions, describe, isPlainObject } from '../arguments'
import { toText } from '../text'
import type { Content } from './handle/content'
import { addAll } from './handle/content'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { OutputKind } from './handle/output-kind'

/** One tab: what stands on it, and what shows while it is selected. */
export interface Tab {
  readonly title: string
  readonly content: Content
}

const TAB_RULES = { title: 'any', content: 'any' } as const satisfies OptionRules

const TABS: OutputKind<{ readonly tabs: readonly Tab[] }> = {
  name: 'put_tabs',
  parameters: { tabs: 'array' },
  options: OUTPUT_OPTION_RULES,
  build(id, { tabs }, children) {
    checkArgument('put_tabs', 'tabs', tabs, 'array')
    if (tabs.length === 0) throw new RangeError('put_tabs: tabs must hold at least one tab.')
    const specs = tabs.map((tab, index) => {
      const { title, content } = readTab(tab, index)
      const panel = children.addGroup(() => addAll(children, content, `tabs[${index}].content`))
      return { title: toText('put_tabs', `tabs[${index}].title`, title), panel }
    })
    return { id, type: 'tabs', tabs: specs }
  },
}

/**
 * Shows tabs, the first one selected. Which one shows is the person's business: the server is not told. When the tabs are updated, the
 * selection stays with the tab of the same title, or else of the same place.
 *
 * @param tabs objects of `title` and `content`, which is outputs and texts
 * @throws TypeError where a tab lacks one of them, RangeError where there is no tab
 * @example put_tabs([{ title: 'Text', content: 'Hello' }, { title: 'Table', content: put_table(rows) }])
 */
export function put_tabs(tabs: readonly Tab[], options?: OutputOptions): Output {
  return makeOutput(TABS, { tabs }, options)
}

function readTab(tab: unknown, index: number): Tab {
  const path = `tabs[${index}]`
  if (!isPlainObject(tab) || !('title' in tab) || !('content' in tab)) {
    throw new TypeError(`put_tabs: ${path} must be an object of title and content, not ${describe(tab)}.`)
  }
  checkOptions(`put_tabs: ${path}`, tab, TAB_RULES)
  return tab as unknown as Tab
}
