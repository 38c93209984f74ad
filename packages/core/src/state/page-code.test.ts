import type { TreeCommand } from '../protocol/commands'
import type { NodeSpec } from '../protocol/output-spec'
import type { ServerMessage } from '../protocol/wire-messages'
import { pageCodeFor, pageCodeOf } from './page-code'
import { applyCommand } from './reduce'
import { createViewTree } from './view-tree'

const text: NodeSpec = { id: 10, type: 'text', text: 't' }
const gap: NodeSpec = { id: 11, type: 'gap' }
const showing = (...outputs: (NodeSpec | number)[]): TreeCommand => ({
  type: 'output-insert',
  parent: 0,
  outputs,
})
const inScope = (...children: NodeSpec[]): NodeSpec => ({ id: 9, type: 'scope', children })
const markdown = (source: string): NodeSpec => ({ id: 12, type: 'markdown', markdown: source })
const table: Extract<NodeSpec, { type: 'datatable' }> = {
  id: 13,
  type: 'datatable',
  columns: [],
  theme: 'balham',
}

const CASES: [string, TreeCommand, string[]][] = [
  ['a text', showing(text), []],
  ['a text in a scope', showing(inScope(text)), []],
  ['another output', showing(text, gap), ['outputs']],
  ['another output in a scope', showing(inScope(gap)), ['outputs']],
  ['a form', { type: 'form-open', form: { id: 50, fields: [] } }, ['fields']],
  ['Markdown', showing(markdown('a < b')), ['outputs', 'markdown']],
  ['Markdown that may hold HTML', showing(markdown('<b>a</b>')), ['outputs', 'markdown', 'markdownHtml']],
  ['unchanged Markdown', showing({ ...markdown('<b>a</b>'), sanitize: false } as NodeSpec), ['outputs']],
  ['HTML', showing({ id: 14, type: 'html', html: '<b>' }), ['outputs', 'html']],
  ['unchanged HTML', showing({ id: 14, type: 'html', html: '<b>', sanitize: false }), ['outputs']],
  ['a widget', showing({ id: 16, type: 'widget', html: '<b>', slots: [] }), ['outputs', 'html']],
  [
    'an unchanged widget',
    showing({ id: 16, type: 'widget', html: '', slots: [], sanitize: false }),
    ['outputs'],
  ],
  ['JSON', showing({ id: 15, type: 'json', value: 1 }), ['outputs', 'json']],
  ['a data table of the height of its rows', showing(table), ['outputs', 'datatable']],
  ['the same, said so', showing({ ...table, height: 'auto' }), ['outputs', 'datatable']],
  ['a data table of another height', showing({ ...table, height: '300px' }), ['outputs']],
]

describe('pageCodeFor', () => {
  it.each(CASES)('%s', (_, command, expected) => {
    expect([...pageCodeFor({ type: 'batch', n: 1, commands: [command] })]).toEqual(expected)
  })

  it.each<[string, ServerMessage]>([
    ['a number that stands for an output', { type: 'batch', n: 1, commands: [showing(10)] }],
    ['a message that is no batch', { type: 'handled', n: 1 }],
  ])('nothing: %s', (_, message) => {
    expect(pageCodeFor(message).size).toBe(0)
  })

  it('everything that the commands of a message need', () => {
    const commands = CASES.map(([, command]) => command)
    const expected = new Set(CASES.flatMap(([, , codes]) => codes))
    expect(pageCodeFor({ type: 'batch', n: 1, commands })).toEqual(expected)
  })
})

describe('pageCodeOf', () => {
  it.each(CASES)('%s', (_, command, expected) => {
    const tree = createViewTree()
    applyCommand(tree, command)
    expect([...pageCodeOf(tree)]).toEqual(expected)
  })
})
