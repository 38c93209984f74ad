/**
 * `npm run new:output NAME`: creates the files and lines of an output `put_NAME`, as listed in
 * ARCHITECTURE.md under "To add an output". The new output compiles, shows a text, and has a failing test on
 * each side that describes the remaining work. `npm run fix` formats the files.
 */
import { create, insert, nameFor } from './generate.mjs'

const { name, Name } = nameFor('new:output', 'rating')

create(
  `packages/core/src/api/output/put-${name}.ts`,
  `import type { OptionRules } from '../arguments'
import { withoutNulls } from '../without-nulls'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { OutputKind } from './handle/output-kind'

export interface ${Name}Options extends OutputOptions {
  /** The label for screen readers. */
  label?: string
}

const ${name.toUpperCase()}_RULES = { ...OUTPUT_OPTION_RULES, label: 'string' } as const satisfies OptionRules

interface ${Name}Params extends Omit<${Name}Options, keyof OutputOptions> {
  readonly text: string
}

const ${name.toUpperCase()}: OutputKind<${Name}Params> = {
  name: 'put_${name}',
  parameters: { text: 'string' },
  options: ${name.toUpperCase()}_RULES,
  leaf: true,
  build: (id, { text, label }) => ({ id, type: '${name}', text, ...withoutNulls({ label }) }),
}

/**
 * Shows a ${name}.
 * @throws TypeError if an option has the wrong type
 * @example
 * put_${name}('Hello')
 */
export function put_${name}(text: string, options?: ${Name}Options): Output {
  return makeOutput(${name.toUpperCase()}, { text }, options)
}
`,
)
create(
  `packages/core/test/api/${name}.test.ts`,
  `import { put_${name} } from '../../src/index'
import { shownBy } from '../support/app'

it('put_${name} sends its text and options', async () => {
  expect(await shownBy(() => put_${name}('Hello', { label: 'x' }))).toEqual({ type: '${name}', text: 'what is sent' })
})
`,
)
create(
  `packages/react/src/outputs/${name}.tsx`,
  `import type { ReactNode } from 'react'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'

/** A ${name}. */
export function ${Name}Output({ spec }: RendererProps<'${name}'>): ReactNode {
  return (
    <div {...useOutputRoot(spec)} className="webio-${name} webio-block">
      {spec.text}
    </div>
  )
}
`,
)
create(
  `packages/react/src/outputs/${name}.test.tsx`,
  `import { screen } from '@testing-library/react'
import { expectAccessible } from '../../test/expect-accessible'
import { renderApp } from '../../test/render-app'

it('${name} is drawn and has an accessible name', async () => {
  const { put, container } = await renderApp()
  await put({ id: 10, type: '${name}', text: 'Hello', label: 'A label' })
  expect(screen.getByRole('img', { name: 'A label' })).toBeVisible()
  await expectAccessible(container)
})
`,
)
const spec = 'packages/core/src/protocol/output-spec.ts'
insert(
  spec,
  '/** One output. */\nexport type NodeSpec',
  `/** A ${name}. */
export interface ${Name}Node extends NodeBase {
  readonly type: '${name}'
  readonly text: string
  /** The label for screen readers. */
  readonly label?: string
}

`,
)
insert(spec, '  | PopupNode\n', `  | ${Name}Node\n`)
insert('packages/core/src/protocol.ts', '  ImageNode,\n', `  ${Name}Node,\n`)
insert(
  'packages/core/src/index.ts',
  'export { put_image } from',
  `export { put_${name} } from './api/output/put-${name}'\n`,
)
insert(
  'packages/core/src/index.ts',
  'export type { ImageOptions,',
  `export type { ${Name}Options } from './api/output/put-${name}'\n`,
)
insert(
  'packages/core/src/state/read-tree.ts',
  "    case 'markdown':\n",
  `    case '${name}':\n      return spec.text\n`,
)
const renderers = 'packages/react/src/outputs/later-renderers.ts'
insert(renderers, 'import { RegisteredComponent }', `import { ${Name}Output } from './${name}'\n`)
insert(renderers, '  row: RowOutput,\n', `  ${name}: ${Name}Output,\n`)
insert('packages/react/src/outputs/frame/renderers.ts', '  row: true,\n', `  ${name}: true,\n`)
console.log(`
Next: npm run fix, then npx jest packages/core/test/api/${name}.test.ts packages/react/src/outputs/${name}.test.tsx, which fail until the output does
what you want. The rest of the steps are in ARCHITECTURE.md, "To add an output".`)
