import type { OptionRules } from '../arguments'
import { checkName } from '../arguments'
import type { Content } from '../output/handle/content'
import { addAll } from '../output/handle/content'
import { makeOutput } from '../output/handle/make-output'
import type { Output, OutputOptions } from '../output/handle/output'
import { OUTPUT_OPTION_RULES } from '../output/handle/output'
import type { OutputKind } from '../output/handle/output-kind'

export interface PutScopeOptions extends OutputOptions {
  /** The initial contents. */
  content?: Content
}

const PUT_SCOPE_RULES = { ...OUTPUT_OPTION_RULES, content: 'any' } as const satisfies OptionRules

const SCOPE: OutputKind<{ readonly name: string; readonly content?: Content }> = {
  name: 'put_scope',
  parameters: { name: 'string' },
  options: PUT_SCOPE_RULES,
  fixed: ['name'],
  container: true,
  build(id, { name, content }, children) {
    checkName('put_scope', 'name', name)
    addAll(children, content)
    return { id, type: 'scope', scope: name }
  },
}

/**
 * Shows a scope: a named place that `use_scope(name)` or `{ scope: name }` fills. It can be in any container.
 * @param name letters, digits, - and _; unique on the page
 * @throws RangeError if the name contains other characters
 */
export function put_scope(name: string, options?: PutScopeOptions): Output {
  return makeOutput(SCOPE, { name }, options)
}
