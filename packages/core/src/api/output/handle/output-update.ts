import type { NodeSpec } from '../../../protocol/output-spec'
import type { OptionRules } from '../../arguments'
import { checkArgument, hintFor } from '../../arguments'
import { OUTPUT_OPTION_RULES } from './output'
import type { OutputKind } from './output-kind'

/**
 * Checks the arguments of `update`: names of parameters with valid values.
 * @throws TypeError if a name or a value is invalid
 */
export function checkUpdate<P extends object>(
  kind: OutputKind<P>,
  fields: Readonly<Record<string, unknown>>,
): void {
  const caller = `${kind.name}().update`
  const { parameters, options, fixed = [] } = kind
  const rules: OptionRules = { ...parameters, ...options }
  const names = Object.keys(rules).filter(
    (name) => !fixed.includes(name) && !Object.hasOwn(OUTPUT_OPTION_RULES, name),
  )
  checkArgument(caller, 'fields', fields, 'object')
  for (const [name, value] of Object.entries(fields)) {
    const rule = names.includes(name) ? rules[name] : undefined
    if (!rule)
      throw new TypeError(`${caller}: there is no parameter ${JSON.stringify(name)}. ${hintFor(name, names)}`)
    const required = rule !== 'any' && Object.hasOwn(parameters, name)
    if (value !== undefined) checkArgument(caller, name, value, rule, required)
  }
}

/** Merges an update into the parameters; null resets an option to its default. */
export function withUpdates<P extends object>(
  params: P,
  fields: Readonly<Record<string, unknown>>,
  { options, nullable = [] }: Pick<OutputKind<P>, 'options' | 'nullable'>,
): P {
  const result = { ...params } as Record<string, unknown>
  for (const [name, value] of Object.entries(fields)) {
    const isDefault = value === null && Object.hasOwn(options, name) && !nullable.includes(name)
    if (isDefault) delete result[name]
    else if (value !== undefined) result[name] = value
  }
  return result as P
}

/** The fields that every node has. */
const COMMON_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'type',
  'style',
  'class_name',
  'clickable',
  'scope',
  'duplicate',
  'busy',
  'spent',
  'children',
])

/** The changed fields of a node, in the form of `output-update`, without `keeps`. */
export function changedFields(
  before: NodeSpec,
  after: NodeSpec,
  keeps: readonly string[] = [],
): Record<string, unknown> {
  const set: Record<string, unknown> = {}
  const [old, now] = [before, after] as unknown as [Record<string, unknown>, Record<string, unknown>]
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (COMMON_FIELDS.has(field) || keeps.includes(field) || old[field] === now[field]) continue
    set[field] = now[field] ?? null
  }
  return set
}
