import { put_column, put_text, put_widget } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { inSession, thrown } from '../support/app'

/** The HTML of the only widget, with `[text]` instead of each output. */
async function htmlOf(template: string, data: () => Record<string, unknown> = () => ({})): Promise<string> {
  const t = await open_app(() => void put_widget(template, data()))
  expect(t.errors).toEqual([])
  const [widget] = t.outputs
  if (widget?.type !== 'widget') throw new Error('There is no widget.')
  return widget.slots.reduce((html, { key, output }) => {
    const spec = t.tree.nodes.get(output)?.spec
    return html.replace(
      `<span data-webio-slot="${key}"></span>`,
      spec?.type === 'text' ? `[${spec.text}]` : `[${spec?.type}]`,
    )
  }, widget.html)
}

it.each<[string, string, () => Record<string, unknown>, string]>([
  ['values are escaped', '<b>{{x}}</b>', () => ({ x: '<i>' }), '<b>&lt;i&gt;</b>'],
  ['unless the template says otherwise', '<b>{{& x}}{{{x}}}</b>', () => ({ x: '<i>' }), '<b><i><i></b>'],
  [
    'names that every object has do not count as data',
    '{{constructor}}{{toString}}{{__proto__}}{{hasOwnProperty}}{{a.valueOf}}{{#constructor}}x{{/constructor}}{{^toString}}none{{/toString}}',
    () => ({ a: {} }),
    'none',
  ],
  [
    'unless the data has them',
    '{{constructor}} {{a.toString}} {{#valueOf}}{{x}}{{constructor}}{{/valueOf}}',
    () => ({ constructor: 'c', a: { toString: 't' }, valueOf: [{ x: 1 }] }),
    'c t 1c',
  ],
  ['objects are JSON', '{{x}}', () => ({ x: { a: 1 } }), '{&quot;a&quot;:1}'],
  [
    'the current item: outputs and texts',
    '<ul>{{#items}}<li>{{& pywebio_output_parse}}</li>{{/items}}</ul>',
    () => ({ items: [put_text('a'), 'b <i>', 5] }),
    '<ul><li>[a]</li><li>b &lt;i&gt;</li><li>5</li></ul>',
  ],
  [
    'the current item, in short form',
    '{{#items}}{{& output}},{{/items}}',
    () => ({ items: [put_text('a'), put_column(['x'])] }),
    '[a],[column],',
  ],
  [
    'an output by its own name, no matter where it is in the data',
    '{{& a}}{{b}}{{#in}}{{& c.d}}{{/in}}{{& output}}',
    () => ({ a: put_text('a'), b: put_text('b'), in: { c: { d: put_text('d') } }, output: put_text('own') }),
    '[a][b][d][own]',
  ],
  ['an output appears in its first place', '{{& a}}|{{& a}}', () => ({ a: put_text('a') }), '[a]|'],
  ['an index that counts', '{{#x}}{{index}}{{.}} {{/x}}', () => ({ x: ['a', 'b'] }), '1a 2b '],
  ['lists, conditions and missing values', '{{#no}}a{{/no}}{{^no}}b{{/no}}{{none}}', () => ({}), 'b'],
])('%s', async (_, template, data, html) => {
  expect(await htmlOf(template, data)).toBe(html)
})

it('a name gets one id within a widget, and another one in the next widget', async () => {
  const template =
    '{{#uniqueid}}a{{/uniqueid}} {{#uniqueid}}a{{/uniqueid}} {{#uniqueid}}b{{/uniqueid}} {{uniqueid}}'
  const [first, again, other, bare] = (await htmlOf(template)).split(' ')
  const [second] = (await htmlOf(template)).split(' ')
  expect([first, new Set([first, other, bare, second]).size]).toEqual([again, 4])
  for (const id of [first, other, bare]) expect(id).toMatch(/^webio-[a-z0-9]+(-[ab])?$/)
})

it('data cannot forge the placeholder of an output', async () => {
  const t = await open_app(() => {
    put_widget('{{& x}}', { x: '<span data-webio-slot="0"></span>', a: put_text('a') })
  })
  const [widget] = t.outputs
  expect(widget?.type === 'widget' && widget.slots.map(({ key }) => key)).toEqual([
    expect.stringMatching(/^[a-z0-9]{10}$/),
  ])
})

it('an update renders the template again, and keeps the outputs', async () => {
  const t = await open_app(() => {
    const inner = put_text('inner')
    const widget = put_widget('<b>{{title}}</b>{{& inner}}', { title: 'old', inner }).show()
    widget.update({ data: { title: 'new', inner }, template: '{{& inner}} <i>{{title}}</i>' })
  })
  expect([t.text(), t.outputs.length]).toEqual(['inner new', 2])
})

it('is sanitized by default', async () => {
  const t = await open_app(() => {
    put_widget('<b>a</b>', {})
    put_widget('<b>b</b>', {}, { sanitize: false })
  })
  expect(t.outputs.map((one) => one.type === 'widget' && (one.sanitize ?? true))).toEqual([true, false])
})

it('bad arguments name function, argument and rule', async () => {
  const bad = (value: unknown): never => value as never
  const cycle: Record<string, unknown> = {}
  cycle['list'] = [cycle]
  const said = await inSession(() => {
    const twice = put_text('a')
    return [
      () => put_widget(bad(5)),
      () => put_widget('{{#open}}'),
      () => put_widget('{{open'),
      () => put_widget('a', bad([])),
      () => put_widget('a', cycle),
      () => put_widget('a', { x: twice, y: twice }),
      () => put_widget('{{x}}', { x: Symbol('x') }),
      () => put_widget('a', {}, bad({ sanitise: true })),
    ].map(thrown)
  })
  expect(said).toMatchInlineSnapshot(`
    [
      "TypeError: put_widget: template must be a string, not 5.",
      "RangeError: put_widget: template must be a Mustache template: Unclosed section "open" at 9.",
      "RangeError: put_widget: template must be a Mustache template: Unclosed tag at 6.",
      "TypeError: put_widget: data must be a plain object, not an array of 0.",
      "TypeError: put_widget: data.list[0] refers to an object that contains it.",
      "TypeError: put_widget: data.y is given twice: an output can be in only one place.",
      "TypeError: put_widget: data is Symbol(x), which cannot be shown. Call it, or show its text.",
      "TypeError: put_widget: there is no option "sanitise". Did you mean "sanitize"? It takes scope, position, anchor, before, after, class_name, sanitize.",
    ]
  `)
})
