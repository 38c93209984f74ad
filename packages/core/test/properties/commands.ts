import fc from 'fast-check'
import type { TransientCommand, TreeCommand } from '../../src/protocol/commands'
import type { FieldSpec, UploadSpec } from '../../src/protocol/input-spec'
import type { NodeId, NodeSpec } from '../../src/protocol/output-spec'

/** Few ids and names, so that commands collide: duplicates, moves into itself, missing nodes. */
const id: fc.Arbitrary<NodeId> = fc.integer({ min: 10, max: 24 })
const parent: fc.Arbitrary<NodeId> = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(0, 1, 2) }, id)
const scopeName = fc.constantFrom('a', 'b', 'c', 'ROOT')

const leaf: fc.Arbitrary<NodeSpec> = fc.record({
  id,
  type: fc.constant('text' as const),
  text: fc.string({ maxLength: 3 }),
})

const pin: fc.Arbitrary<NodeSpec> = fc.record(
  {
    id,
    type: fc.constant('pin' as const),
    field: fc.constant({ name: 'p', type: 'text' as const }),
    value: fc.string({ maxLength: 2 }),
    settled: fc.nat(5),
  },
  { requiredKeys: ['id', 'type', 'field'] },
)

/** Rows also come and go, with few ids. */
const rowId = fc.constantFrom<number | string>(0, 1, 2, 3, '3', 'x')
const cell = fc.constantFrom(null, 1, 'a', [2])
const WIDTH = 2

const datatable: fc.Arbitrary<NodeSpec> = fc.record({
  id,
  type: fc.constant('datatable' as const),
  theme: fc.constant('balham' as const),
  columns: fc.constant(
    Array.from({ length: WIDTH }, (_, index) => ({
      path: [`c${index}`],
      header: `C${index}`,
      kind: 'text' as const,
    })),
  ),
})

const rowsInsert: fc.Arbitrary<TreeCommand> = fc
  .record({
    ids: fc.array(rowId, { maxLength: 4 }),
    first: fc.option(fc.constantFrom(0, 2), { nil: undefined }),
    before: fc.option(rowId, { nil: undefined }),
    cells: fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { minLength: WIDTH, maxLength: WIDTH }),
    output: id,
  })
  .map(({ ids, first, before, cells, output }) => ({
    type: 'rows-insert',
    output,
    ids: first ?? ids,
    columns: cells.map((values) => values.slice(0, ids.length)),
    ...(before !== undefined && { before }),
  }))

const rowsCommand: fc.Arbitrary<TreeCommand> = fc.oneof(
  { weight: 3, arbitrary: rowsInsert },
  fc.record({
    type: fc.constant('rows-update' as const),
    output: id,
    row: rowId,
    set: fc.array(fc.tuple(fc.integer({ min: 0, max: WIDTH }), cell), { maxLength: 2 }),
  }),
  fc.record({
    type: fc.constant('rows-remove' as const),
    output: id,
    rows: fc.array(rowId, { maxLength: 3 }),
  }),
  fc.record({ type: fc.constant('rows-clear' as const), output: id }),
)

const container = (children: fc.Arbitrary<NodeSpec | NodeId>): fc.Arbitrary<NodeSpec> =>
  fc.record(
    {
      id,
      type: fc.constantFrom('scope' as const, 'row' as const, 'info' as const),
      scope: scopeName,
      duplicate: fc.constant(true),
      children: fc.array(children, { maxLength: 3 }),
    },
    { requiredKeys: ['id', 'type'] },
  )

const { output } = fc.letrec<{ output: NodeSpec | NodeId }>((tie) => ({
  output: fc.oneof({ maxDepth: 3 }, leaf, pin, datatable, id, container(tie('output'))),
}))

const fieldName = fc.constantFrom('x', 'y')

const upload: fc.Arbitrary<UploadSpec> = fc.record(
  {
    id,
    key: fc.constantFrom('k', 'l'),
    token: fc.constant('t'),
    name: fc.constantFrom('a.txt', 'b'),
    mime_type: fc.constant(''),
    size: fc.nat(3),
    last_modified: fc.constant(0),
    done: fc.constant(true),
  },
  { requiredKeys: ['id', 'key', 'token', 'name', 'mime_type', 'size', 'last_modified'] },
)

const field: fc.Arbitrary<FieldSpec> = fc.oneof(
  fc.record(
    { name: fieldName, type: fc.constant('text' as const), value: fc.string({ maxLength: 2 }) },
    { requiredKeys: ['name', 'type'] },
  ),
  fc.record(
    {
      name: fieldName,
      type: fc.constant('file' as const),
      max_size: fc.constant(3),
      max_total_size: fc.constant(5),
      files: fc.array(upload, { maxLength: 2 }),
    },
    { requiredKeys: ['name', 'type', 'max_size', 'max_total_size'] },
  ),
)

/** Any change of a tree, valid or not. */
export const treeCommand: fc.Arbitrary<TreeCommand> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record(
      {
        type: fc.constant('output-insert' as const),
        parent,
        index: fc.integer({ min: -1, max: 6 }),
        outputs: fc.array(output, { maxLength: 4 }),
      },
      { requiredKeys: ['type', 'parent', 'outputs'] },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('output-update' as const),
      output: parent,
      set: fc.record(
        {
          text: fc.option(fc.string({ maxLength: 2 })),
          value: fc.option(fc.constantFrom('v', [1, 2], 3)),
          settled: fc.option(fc.nat(5)),
          expired: fc.option(fc.constant(true)),
          field: fc.constant({ name: 'p', type: 'text', value: 'w' }),
          style: fc.option(fc.constant('color:red')),
          busy: fc.option(fc.constantFrom([0], [0, 'click'])),
          spent: fc.option(fc.constantFrom([0], ['click', 1])),
          scope: fc.option(scopeName),
          keeps_height: fc.option(fc.constant(true)),
          duplicate: fc.option(fc.constant(true)),
          children: fc.constant([10]),
          columns: fc.constant([]),
          id: fc.constant(3),
        },
        { requiredKeys: [] },
      ),
    }),
  },
  { weight: 5, arbitrary: rowsCommand },
  fc.record({ type: fc.constant('output-remove' as const), output: parent }),
  fc.record({ type: fc.constant('output-clear' as const), parent }),
  fc.record({
    type: fc.constant('form-open' as const),
    form: fc.record({ id, fields: fc.uniqueArray(field, { maxLength: 2, selector: ({ name }) => name }) }),
  }),
  fc.record({
    type: fc.constant('form-update' as const),
    form: id,
    field: fieldName,
    set: fc.record(
      {
        value: fc.option(fc.string({ maxLength: 2 })),
        label: fc.option(fc.constant('L')),
        files: fc.option(fc.array(upload, { maxLength: 2 })),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record(
    {
      type: fc.constant('form-errors' as const),
      form: id,
      errors: fc.dictionary(fieldName, fc.option(fc.constantFrom('bad', 'worse')), { noNullPrototype: true }),
      settled: fc.integer({ min: 1, max: 9 }),
    },
    { requiredKeys: ['type', 'form', 'errors'] },
  ),
  fc.record({
    type: fc.constant('form-drafts' as const),
    form: id,
    values: fc.dictionary(fieldName, fc.string({ maxLength: 2 }), { noNullPrototype: true }),
  }),
  fc.record({
    type: fc.constant('viewers-set' as const),
    viewers: fc.array(
      fc.record({ id: fc.nat(3), role: fc.constantFrom('driver' as const, 'observer' as const) }),
      { maxLength: 2 },
    ),
  }),
  fc.record({ type: fc.constant('file-set' as const), owner: id, field: fieldName, file: upload }),
  fc.record({
    type: fc.constant('file-remove' as const),
    owner: id,
    field: fieldName,
    file: upload.map((file) => file.id),
  }),
  fc.record({ type: fc.constant('form-close' as const), form: id }),
  fc.record({
    type: fc.constant('env-set' as const),
    set: fc.record(
      {
        title: fc.string({ maxLength: 2 }),
        output_animation: fc.boolean(),
        input_panel_min_height: fc.nat(9),
      },
      { requiredKeys: [] },
    ),
  }),
)

export const closeCommand: fc.Arbitrary<TreeCommand> = fc.record(
  {
    type: fc.constant('session-close' as const),
    reason: fc.constantFrom('finished' as const, 'left' as const),
    result: fc.constantFrom(null, 1, 'x', [{ a: true }]),
  },
  { requiredKeys: ['type', 'reason'] },
)

/** The n-th transient command. All are different, and `transientNumber` returns n. */
export function transientCommand(n: number): TransientCommand {
  if (n % 3 === 0) return { type: 'app-event', name: 'e', data: n }
  if (n % 3 === 1) return { type: 'download', token: String(n), name: 'f' }
  return { type: 'script-run', script: n, kind: 'statements', code: 'x', args: { n } }
}

export function transientNumber(command: TransientCommand): number {
  if (command.type === 'download') return Number(command.token)
  return command.type === 'script-run' ? command.script : (command as { data: number }).data
}
