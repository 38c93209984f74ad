import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions, describe, isPlainObject } from '../arguments'
import { toText } from '../text'
import type { Content } from './handle/content'
import { addAll } from './handle/content'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { OutputKind } from './handle/output-kind'

/** One tab: its title, and the contents shown while it is selected. */
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
 * Shows tabs, with the first one selected. The person's selection stays in the page: the server does not learn of it. After an update of the tabs,
 * the tab with the same title stays selected, or else the one at the same place.
 *
 * @param tabs objects of `title` and `content`, which is outputs and texts
 * @throws TypeError if a tab lacks one of them, RangeError if there are no tabs
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
