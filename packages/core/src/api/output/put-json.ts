import { asJson } from '../json'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { OutputKind } from './handle/output-kind'

const JSON_KIND: OutputKind<{ readonly value: unknown }> = {
  name: 'put_json',
  parameters: { value: 'any' },
  options: OUTPUT_OPTION_RULES,
  leaf: true,
  build: (id, { value }) => ({ id, type: 'json', value: asJson('put_json', 'value', value) }),
}

/**
 * Shows a value as a collapsible JSON tree. Closed branches cost nothing, even if they are large.
 * @param value anything that `JSON.stringify` accepts; a copy is shown
 * @throws TypeError if JSON cannot hold the value: functions, undefined, BigInt, cycles
 */
export function put_json(value: unknown, options?: OutputOptions): Output {
  return makeOutput(JSON_KIND, { value }, options)
}
