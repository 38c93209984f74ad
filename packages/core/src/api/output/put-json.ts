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
 * Shows a value as JSON, as a tree whose branches open and close. What is closed costs nothing, however large.
 * @param value anything that `JSON.stringify` takes; a copy is shown
 * @throws TypeError for what JSON cannot hold: functions, undefined, BigInt, a value that contains itself
 */
export function put_json(value: unknown, options?: OutputOptions): Output {
  return makeOutput(JSON_KIND, { value }, options)
}
