import type { OptionRules } from '../arguments'
import { checkArgument } from '../arguments'
import { withoutNulls } from '../without-nulls'
import type { Content } from './handle/content'
import { addAll } from './handle/content'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { OutputKind } from './handle/output-kind'

export interface CollapseOptions extends OutputOptions {
  /** Whether the box is open at first. @default false */
  open?: boolean
}

const COLLAPSE_RULES = { ...OUTPUT_OPTION_RULES, open: 'boolean' } as const satisfies OptionRules

const COLLAPSE: OutputKind<{ readonly title: string; readonly content?: Content; readonly open?: boolean }> =
  {
    name: 'put_collapse',
    parameters: { title: 'string', content: 'any' },
    options: COLLAPSE_RULES,
    container: true,
    build(id, { title, content, open }, children) {
      checkArgument('put_collapse', 'title', title, 'string')
      addAll(children, content)
      return { id, type: 'collapse', title, ...withoutNulls({ open }) }
    },
  }

/** Shows a box that opens and closes with a click on its title. */
export function put_collapse(title: string, content?: Content, options?: CollapseOptions): Output {
  return makeOutput(COLLAPSE, { title, content }, options)
}
