import * as api from '../../src/index'
import { open_app } from '../../src/testing/index'
import { inSession, thrown } from '../support/app'

const {
  actions,
  checkbox,
  clear,
  defer_call,
  emit,
  get_scope,
  input,
  input_group,
  input_update,
  on_event,
  popup,
  put_button,
  put_buttons,
  put_code,
  put_collapse,
  put_column,
  put_html,
  put_image,
  put_link,
  put_markdown,
  put_row,
  put_scope,
  put_table,
  put_text,
  radio,
  remove,
  run_async,
  scroll_to,
  select,
  set_env,
  set_scope,
  slider,
  span,
  style,
  textarea,
  toast,
  use_scope,
} = api
const bad = (value: unknown): never => value as never
const f = (): void => {}

const CASES: Record<string, (() => unknown)[]> = {
  texts: [
    () => put_text(f),
    () => put_text('a', Symbol('x')),
    () => put_text(Promise.resolve()),
    () => put_text({ n: 1n }),
    () => put_text('a', { sep: 5 } as never),
    () => put_text('a', { scope: 1.5 } as never),
    () => put_text('a', { position: 'top' } as never),
    () => put_text('a', { scope: 5 }),
    () => put_markdown(bad(5)),
    () => put_markdown('a', { lstrip: bad('yes') }),
    () => put_markdown('a', bad({ strip: 1 })),
    () => put_html('a', bad(true)),
    () => put_code('a', { rows: 0 }),
    () => put_code('a', { rows: 1.5 }),
    () => put_code('a', { language: bad(5) }),
    () => put_link('a', {}),
    () => put_link('a', { url: '/', app: 'x' }),
    () => put_link('a', { url: 'javascript:alert(1)' }),
    () => put_link(bad(5), { url: '/' }),
    () => put_image('javascript:alert(1)'),
    () => put_image(bad(null)),
    () => put_image('/a', { width: bad(5) }),
  ],
  containers: [
    () => put_row([f]),
    () => put_column('a', { size: bad(5) }),
    () => put_collapse(bad(null)),
    () => put_collapse('a', ['b', f]),
    () => put_scope(bad(undefined)),
    () => put_scope(''),
    () => put_scope('__proto__'),
    () => put_table(bad('rows')),
    () => put_table([bad(null)]),
    () => put_table([[1], bad('x')]),
    () => put_table([{ a: 1 }, bad([1])]),
    () => put_table([bad(undefined), [1]]),
    () => put_table([['a', Promise.resolve()]]),
    () => put_table([[1]], { header: bad({}) }),
    () => span('a', { row: 0 }),
    () => span('a', { col: 1.5 }),
    () => popup(bad(null)),
    () => popup('a', 'b', { size: bad('huge') }),
    () => toast('a', { duration: -1 }),
    () => toast('a', { color: 'red' }),
    () => toast('a', { onclick: bad('x') }),
    () => style(bad('x'), 'a'),
    () => style([put_text('x'), bad(5)], 'a'),
    () => put_text('x').style(bad(5)),
    () => put_text('x').onclick(bad(null)),
    () => put_row().enter(bad(5)),
    () => put_text('x').update(bad(null)),
    () => put_text('x').update({ sep: ',' }),
    () => put_row().update({ size: 5 }),
    () => put_button('x', f).update({ onclick: null }),
    () => put_button('x', f).update({ color: 'red' }),
    () => put_collapse('x').update({ open: 'yes' }),
    () => put_table([]).update({ header: 'x' }),
    () => put_link('x', { url: '/' }).update({ url: 5 }),
    () => put_image('/x').update({ width: 5 }),
    () => put_scope('x').update({ name: 'y' }),
  ],
  buttons: [
    () => put_button('a', bad(null)),
    () => put_button('a', f, { color: bad('red') }),
    () => put_button('a', f, bad({ disable: true })),
    () => put_buttons(bad('a'), f),
    () => put_buttons(['a'], bad('f')),
    () => put_buttons(['a'], [f, f]),
    () => put_buttons(['a'], [bad(1)]),
    () => put_buttons([bad(['a'])], f),
    () => put_buttons([bad({ label: 'a' })], f),
    () => put_buttons([bad({ label: 'a', value: 1, colour: 'x' })], f),
    () => put_buttons([{ label: 'a', value: 1, color: bad('x') }], f),
    () => put_buttons(['a'], f, { once: bad(1) }),
  ],
  scopes: [
    () => set_scope('a b'),
    () => set_scope('a', { if_exist: bad('blank') }),
    () => set_scope('a', { container_scope: -5 }),
    () => use_scope('a.b', f),
    () => use_scope('a', bad({ create: true }), f),
    () => use_scope('a', {}, bad(5)),
    () => use_scope.wrap('a', bad(5)),
    () => use_scope.wrap('a b', f),
    () => get_scope(bad('x')),
    () => clear(bad({})),
    () => clear(-2),
    () => remove(bad({})),
    () => remove(bad(1.5)),
    () => scroll_to('ROOT', { position: bad('left') }),
  ],
  session: [
    () => set_env(bad(null)),
    () => set_env(bad({ tittle: 'x' })),
    () => set_env({ title: bad(5) }),
    () => run_async(bad(Promise.resolve())),
    () => defer_call(bad('x')),
    () => emit(bad(5)),
    () => emit('x', bad(f)),
    () => emit('x', bad(1n)),
    () => on_event('x', bad(null)),
    () => input_update({ value: 'x' }),
  ],
  inputs: [
    () => input(bad(5)),
    () => input('a', { type: bad('file') }),
    () => input('a', bad({ onclick: 'x' })),
    () => input('a', bad({ style: 'x' })),
    () => input('a', bad({ 'a b': 'x' })),
    () => input('a', { min: bad({}) }),
    () => input('a', { min: NaN }),
    () => input('a', { pattern: '(' }),
    () => input('a', { name: 'a b' }),
    () => input('a', { name: '__proto__' }),
    () => input('a', { action: bad(['x']) }),
    () => input('a', { datalist: bad('x') }),
    () => input('a', { validate: bad('x') }),
    () => input('a', { onchange: bad('x') }),
    () => input('a', { timeout: 0 }),
    () => input('a', { signal: bad({}) }),
    () => input('a', { scope: 9 }),
    () => textarea('a', { rows: 0 }),
    () => textarea('a', { value: bad(5) }),
    () => select('a', bad(undefined)),
    () => select('a', [bad(['x'])]),
    () => select('a', [bad({ label: 'x' })]),
    () => select('a', [bad(['x', f])]),
    () => select('a', [bad(['x', 1n])]),
    () => select('a', [bad({ label: 'x', value: 1, select: true })]),
    () => select('a', ['x'], bad({ inline: true })),
    () => checkbox('a', ['x'], bad({ multiple: true })),
    () => radio('a', [], { required: true }),
    () => slider('a', { min_value: 5, max_value: 1 }),
    () => slider('a', { value: 500 }),
    () => slider('a', { step: 0 }),
    () => actions('a', bad('x')),
    () => actions('a', [bad(['x'])]),
    () => actions('a', [bad({ value: 1 })]),
    () => actions('a', [{ label: 'x' }]),
    () => actions('a', [['x', 1, bad('button')]]),
    () => actions('a', [bad(['x', 1n])]),
    () => actions('a', [{ label: 'x', value: 1, color: bad('red') }]),
    () => input_group('a', bad('x')),
    () => input_group('a', []),
    () => input_group('a', [bad('x')]),
    () => input_group('a', [bad(Promise.resolve('x'))]),
    () => input_group('a', [input('x', { name: 'n' }), select('y', ['z'], { name: 'n' })]),
    () => input_group('a', [input('x', { name: 'n' })], { validate: bad(5) }),
    () => input_group('a', [input('x', { name: 'n' })], bad({ cancellable: true })),
    () => input_group(bad(5), [input('x', { name: 'n' })]),
  ],
}

it.each(Object.keys(CASES))(
  'bad arguments throw at the call and name function, argument and rule: %s',
  async (family) => {
    const messages = await inSession(() => (CASES[family] ?? []).map(thrown))
    for (const message of messages) expect(message).toMatch(/^(TypeError|RangeError): [a-z_.()]+: /)
    expect(messages).toMatchSnapshot()
  },
)

it('shows nothing and asks nothing where arguments are bad', async () => {
  const t = await open_app(() => {
    for (const call of Object.values(CASES).flat()) thrown(call)
  })
  expect(
    t.outputs.filter(
      (one) => !['text', 'row', 'button', 'collapse', 'table', 'link', 'image'].includes(one.type),
    ),
  ).toEqual([])
  expect([t.tree.forms.size, t.popup, t.toasts, t.errors]).toEqual([0, null, [], []])
})

describe('outside a session', () => {
  const calls: [string, () => unknown][] = [
    ['put_text', () => put_text('x')],
    ['put_row', () => put_row([])],
    ['set_scope', () => set_scope('x')],
    ['use_scope', () => use_scope('x', f)],
    ['get_scope', () => get_scope()],
    ['clear', () => clear()],
    ['popup', () => popup('x')],
    ['close_popup', () => api.close_popup()],
    ['toast', () => toast('x')],
    ['set_progressbar', () => api.set_progressbar('x', 1)],
    ['input', () => input('x')],
    ['input_group', () => input_group('x', [input('y', { name: 'y' })])],
    ['set_env', () => set_env({})],
    ['run_async', () => run_async(f)],
    ['defer_call', () => defer_call(f)],
    ['hold', () => api.hold()],
    ['emit', () => emit('x')],
    ['on_event', () => on_event('x', f)],
    ['closed_signal', () => api.closed_signal()],
    ['info', () => api.info.user_ip],
    ['local', () => api.local['x']],
  ]

  it.each(calls)('%s throws SessionNotFoundException, and says what to do', (name, call) => {
    expect(call).toThrow(api.SessionNotFoundException)
    expect(thrown(call)).toContain(`${name}: there is no session here. Call it in a task`)
  })

  it('flush rejects', async () => {
    await expect(api.flush()).rejects.toThrow('flush: there is no session here')
  })

  it('a field for a group needs none', () => {
    expect(input('x', { name: 'n' }).name).toBe('n')
  })
})
