/**
 * `npm run new:field NAME`: creates the files and lines of a field `NAME` and its pin `put_NAME`, as listed
 * in ARCHITECTURE.md under "To add a field". The new field compiles, asks for a number, and has a failing
 * test on each side that describes the remaining work. `npm run fix` formats the files.
 */
import { create, insert, nameFor } from './generate.mjs'

const { name, Name } = nameFor('new:field', 'rating')
const NAME = name.toUpperCase()

create(
  `packages/core/src/api/input/${name}.ts`,
  `import type { FieldRuntime } from '../../engine/forms/form-spec'
import type { ${Name}Field } from '../../protocol/input-spec'
import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions } from '../arguments'
import type { FromArguments } from '../from-arguments'
import type { FieldOptions, LooseFieldOptions } from './field-options'
import { commonRuntime, commonSpec, FIELD_OPTION_RULES, strictUpdate } from './field-options'
import type { FormOptions, InputItem } from './input-item'
import { askOrItem, FORM_OPTION_RULES } from './input-item'

/** Options that \`${name}\` and \`put_${name}\` share. */
export interface ${Name}FieldOptions<Out> extends FieldOptions<number, Out> {
  /** @default 0 */
  value?: number
  required?: boolean
}

export interface ${Name}Options<Out> extends ${Name}FieldOptions<Out>, FormOptions {}

/** The rules that \`${name}\` and \`put_${name}\` share. */
export const ${NAME}_FIELD_RULES = {
  ...FIELD_OPTION_RULES,
  value: 'number',
  required: 'boolean',
} as const satisfies OptionRules

const ${NAME}_RULES = { ...${NAME}_FIELD_RULES, ...FORM_OPTION_RULES } as const satisfies OptionRules

/**
 * Asks for a ${name}. With a \`name\`, it returns a field for \`input_group\` instead.
 * @throws TypeError at the call if an argument is invalid; the promise rejects as that of \`input\`
 * @example const value = await ${name}('Label')
 */
export function ${name}<const Name extends string, Out = number>(
  label: string | undefined,
  options: ${Name}Options<Out> & { name: Name },
): InputItem<Name, FromArguments<Out>, 'field'>
export function ${name}<Out = number>(
  label?: string,
  options?: ${Name}Options<Out> & { name?: undefined },
): Promise<FromArguments<Out>>
export function ${name}(label: string | undefined = '', options?: object): unknown {
  checkArgument('${name}', 'label', label, 'string')
  const checked = checkOptions<Loose${Name} & FormOptions>('${name}', options, ${NAME}_RULES)
  return askOrItem('${name}', label, checked, (fieldLabel) => ${name}Field('${name}', fieldLabel, checked))
}

interface Loose${Name} extends LooseFieldOptions {
  name?: string
  value?: number
}

const UPDATABLE = { help_text: 'string', required: 'boolean', value: 'number' } as const satisfies OptionRules

/**
 * Creates the field of \`${name}\` or \`put_${name}\` from checked options.
 * @throws TypeError if \`validate\` is invalid
 */
export function ${name}Field(
  caller: string,
  label: string,
  checked: Loose${Name},
): (name: string) => FieldRuntime {
  const { value = 0 } = checked
  const runtime = commonRuntime(caller, checked)
  return (name) => {
    const spec: ${Name}Field = { type: '${name}', ...commonSpec(name, label, checked), value }
    return {
      spec,
      convert: Number,
      update: (fields, _spec, updater) => strictUpdate(updater, fields, UPDATABLE),
      ...runtime,
    }
  }
}
`,
)
create(
  `packages/core/test/api/${name}.test.ts`,
  `import { hold, pin, put_${name}, put_text, ${name} } from '../../src/index'
import { open_app } from '../../src/testing/index'

it('${name} asks for a value', async () => {
  await using t = await open_app(async () => {
    put_text(\`answer \${await ${name}('Label', { value: 1 })}\`)
    put_${name}('p', { value: 2 })
    put_text(\`pin \${await pin['p']}\`)
    await hold()
  })
  expect((await t.form()).fields).toEqual([{ type: '${name}', name: 'what is sent' }])
  await t.submit(3)
  await t.until(() => t.text().includes('answer 3'))
  await t.until(() => t.text().includes('pin 2'))
})
`,
)
create(
  `packages/react/src/fields/${name}.tsx`,
  `import type { ${Name}Field } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import type { ControlProps } from './control-props'
import { sharedAttributes } from './control-props'

/** The control of a ${name}. */
export function ${Name}Control(props: ControlProps<${Name}Field>): ReactNode {
  const { field, value, onChange, onBlur } = props
  return (
    <input
      {...sharedAttributes(props)}
      type="number"
      value={Number(value)}
      readOnly={field.readonly}
      onChange={({ target }) => onChange(target.valueAsNumber || 0)}
      onBlur={onBlur}
    />
  )
}
`,
)
create(
  `packages/react/src/fields/${name}.test.tsx`,
  `import { screen } from '@testing-library/react'
import { expectAccessible } from '../../test/expect-accessible'
import { renderApp } from '../../test/render-app'

it('${name} is drawn, labeled and sent', async () => {
  const { openForm, container } = await renderApp()
  await openForm({ fields: [{ type: '${name}', name: 'f', label: 'F', value: 1 }] })
  expect(screen.getByRole('radiogroup', { name: 'F' })).toBeVisible()
  await expectAccessible(container)
})
`,
)

const SLIDER = "    case 'slider':\n"
const CASE = `    case '${name}':\n`
insert(
  'packages/core/src/protocol/input-spec.ts',
  '/** A number on a slider. */',
  `/** A ${name}. */
export interface ${Name}Field extends FieldBase {
  readonly type: '${name}'
  readonly value: number
}

`,
)
insert('packages/core/src/protocol/input-spec.ts', '  | SliderField\n', `  | ${Name}Field\n`)
insert('packages/core/src/protocol.ts', '  SliderField,\n', `  ${Name}Field,\n`)
const rules = 'packages/core/src/protocol/field-rules.ts'
insert(
  rules,
  SLIDER,
  `${CASE}      return 0\n`,
  `${CASE}      return field.value\n`,
  `${CASE}      return typeof raw === 'number' && Number.isFinite(raw)\n`,
  `${CASE}      return null\n`,
)
insert(rules, "  'slider',\n", `  '${name}',\n`)
insert(
  'packages/core/src/protocol/pin-rules.ts',
  SLIDER,
  CASE,
  `${CASE}      return { ...field, value: Number(raw) }\n`,
)
insert(
  'packages/core/src/api/pin/put-fields.ts',
  'export interface PutSliderOptions',
  `export interface Put${Name}Options extends PinOptions, ${Name}FieldOptions<unknown> {}

const PUT_${NAME}_RULES = { ...PIN_OPTION_RULES, ...${NAME}_FIELD_RULES }

/**
 * Shows a ${name} without waiting for an answer: \`pin\` reads and writes it.
 * @param name letters, digits, - and _. An existing pin with this name expires
 * @param options the options of \`${name}\`
 * @throws TypeError if an argument is invalid
 * @example put_${name}('stars')
 */
export function put_${name}(name: string, options?: Put${Name}Options): Output {
  const checked = checkOptions<Parameters<typeof ${name}Field>[2] & PinOptions>(
    'put_${name}',
    options as object | undefined,
    PUT_${NAME}_RULES,
  )
  return makePin('put_${name}', name, checked, (label) => ${name}Field('put_${name}', label, checked))
}

`,
)
insert(
  'packages/core/src/api/pin/put-fields.ts',
  'import type { SliderFieldOptions }',
  `import type { ${Name}FieldOptions } from '../input/${name}'
import { ${NAME}_FIELD_RULES, ${name}Field } from '../input/${name}'
`,
)
const index = 'packages/core/src/index.ts'
insert(index, 'export { slider } from', `export { ${name} } from './api/input/${name}'\n`)
insert(index, 'export type { SliderOptions }', `export type { ${Name}Options } from './api/input/${name}'\n`)
insert(index, 'export { put_input,', `export { put_${name} } from './api/pin/put-fields'\n`)
insert(
  index,
  'export type { PutInputOptions,',
  `export type { Put${Name}Options } from './api/pin/put-fields'\n`,
)
insert('packages/react/src/outputs/frame/output-name.ts', SLIDER, CASE)
insert('packages/react/src/fields/field-kinds.ts', SLIDER, CASE)
const controls = 'packages/react/src/fields/controls.ts'
insert(controls, 'import { SelectControl }', `import { ${Name}Control } from './${name}'\n`)
insert(controls, '  slider: SliderControl,\n', `  ${name}: ${Name}Control,\n`)
console.log(`
Next: npm run fix, then npx jest packages/core/test/api/${name}.test.ts packages/react/src/fields/${name}.test.tsx, which fail until the field does
what you want. The rest of the steps are in ARCHITECTURE.md, "To add a field".`)
