import type { FieldRuntime } from '../../engine/forms/form-spec'
import { initialValue } from '../../protocol/field-rules'
import type { FieldSpec } from '../../protocol/input-spec'
import type { OptionRules } from '../arguments'
import { checkName } from '../arguments'
import { makeOutput } from '../output/handle/make-output'
import type { Output, OutputOptions } from '../output/handle/output'
import { OUTPUT_OPTION_RULES } from '../output/handle/output'
import type { OutputKind } from '../output/handle/output-kind'
import { withoutNulls } from '../without-nulls'
import { updatePin } from './update-pin'

/** Options of every pin, in addition to those of its input function. */
export interface PinOptions extends OutputOptions {
  /** Shown above the field. */
  label?: string
}

/** The rules of `PinOptions`. Spread them into the rules of a function. */
export const PIN_OPTION_RULES = { ...OUTPUT_OPTION_RULES, label: 'string' } as const satisfies OptionRules

/** Names that `pin` reserves. */
const RESERVED: ReadonlySet<string> = new Set(['use_strict', 'then'])

/**
 * Creates the output of a pin.
 * @param options the checked options of the function
 * @param makeField creates the field after the name has been checked
 * @throws TypeError or RangeError if the name is invalid
 */
export function makePin(
  caller: string,
  name: string,
  { label = '', scope, position }: PinOptions,
  makeField: (label: string) => (name: string) => FieldRuntime,
): Output {
  checkPinName(caller, name)
  const pin = makeField(label)(name)
  return makeOutput(pinKind(caller, pin), {}, withoutNulls({ scope, position }) as OutputOptions)
}

/**
 * @throws TypeError or RangeError if the name is not a valid pin name
 */
export function checkPinName(caller: string, name: unknown): asserts name is string {
  checkName(caller, 'name', name)
  if (RESERVED.has(name) || name.startsWith('__')) {
    throw new RangeError(`${caller}: name must not be "use_strict" or "then", nor begin with "__".`)
  }
}

function pinKind(caller: string, pin: FieldRuntime): OutputKind<object> {
  const field: FieldSpec = pin.spec
  return {
    name: caller,
    parameters: {},
    options: OUTPUT_OPTION_RULES,
    leaf: true,
    build: (id) => ({ id, type: 'pin', field, ...withoutNulls({ value: initialValue(field) }) }),
    follow({ session, id }) {
      session.pins.add(id, pin)
      session.tasks.stayAlive()
    },
    update({ session, id }, fields, caller) {
      updatePin(session, id, fields, caller)
    },
  }
}
