import type { Json, Output, Popup, TaskHandle } from '../../src/index'
import {
  checkbox,
  defer_call,
  emit,
  on_event,
  popup,
  put_button,
  put_buttons,
  put_collapse,
  put_link,
  put_row,
  put_select,
  put_table,
  put_text,
  radio,
  run_async,
  select,
  span,
  style,
  toast,
  use_scope,
} from '../../src/index'
import { same, typeOf } from './equal'

/** Only compiled. */
export async function outputs(): Promise<void> {
  same<ReturnType<typeof put_text>, Output>(true)
  put_text('a', 1, { x: 1 }, { sep: ',' })
    .style('color:red')
    .onclick(() => {})
    .show()
  put_table([
    ['a', put_text('x')],
    [1, span('y', { col: 2 })],
  ])
  put_table([{ a: 1, b: null }], { header: ['a', ['B', 'b']] })
  put_row([put_text('a'), null, 'b'], { size: '1fr' })
  const listed = style([put_text('a')], 'x')
  typeOf(listed).is<Output[]>(true)
  toast('x', { duration: 0, color: '#fff' })
  // @ts-expect-error neither url nor app
  put_link('x')
  // @ts-expect-error no such color
  put_button('x', () => {}, { color: 'red' })
  // @ts-expect-error no such option
  put_row([], { gap: 1 })
}

/** Only compiled: a callback gets the values of its buttons. */
export function buttons(): void {
  put_buttons(['a', 'b'], (value) => typeOf(value).is<'a' | 'b'>(true))
  put_buttons(
    [
      ['Edit', 1],
      ['Delete', 2],
    ],
    (value) => typeOf(value).is<1 | 2>(true),
  )
  put_buttons([['A', 1], { label: 'B', value: 'b' }, true], (value) => typeOf(value).is<1 | 'b' | true>(true))
  put_buttons([{ label: 'x', value: new Date() }], (value) => value.getTime())
  const names: string[] = []
  put_buttons(names, (value) => typeOf(value).is<string>(true), { once: true, mutex_mode: true })
  put_buttons(['a'], [() => {}])
  // @ts-expect-error a button has a label and a value
  put_buttons([{ label: 'x' }], () => {})
}

/** Only compiled: the result of a body is returned. */
export async function containers(): Promise<void> {
  const five = use_scope('a', () => 5)
  typeOf(five).is<number>(true)
  const six = use_scope('a', { clear: true }, async (scope) => (typeOf(scope).is<string>(true), 6))
  typeOf(six).is<Promise<number>>(true)
  const entered = use_scope('a')
  typeOf(entered.scope).is<string>(true)
  using _ = use_scope('b', { clear: true })
  const wrapped = use_scope.wrap('a', (a: number, b: string) => `${a}${b}`)
  typeOf(wrapped).is<(a: number, b: string) => string>(true)
  const inside = put_collapse('T').enter(async () => 'x')
  typeOf(inside).is<Promise<string>>(true)
  using _collapse = put_collapse('T').enter()

  const shown = popup('T', 'x', { size: 'large' })
  typeOf(shown).is<Popup>(true)
  const given = popup('T', () => 7)
  typeOf(given).is<number>(true)
  const closed = await popup('T').closed
  typeOf(closed).is<void>(true)
  // @ts-expect-error no such size
  popup('T', 'x', { size: 'huge' })
}

/** Only compiled. */
export async function session(): Promise<void> {
  const task = run_async(async () => 5)
  typeOf(task).is<TaskHandle<number>>(true)
  const result = await task.result
  typeOf(result).is<number>(true)
  const deferred = defer_call(async () => 5)
  typeOf(deferred).is<() => Promise<number>>(true)
  on_event('x', (data) => typeOf(data).is<Json>(true))
  emit('x', { a: [1, null] })
  // @ts-expect-error no JSON
  emit('x', () => {})
}

/** Only compiled: values can be passed to ordinary functions. */
export async function ordinary(x: number, y: number, when: Date): Promise<void> {
  const place = ([a, b]: [number, number]): number => a + b
  const edit = (row: { id: number; tags: string[] }): number => row.id
  const sum = (list: number[]): number => list.length
  put_buttons([{ label: 'here', value: [x, y] }], place)
  put_buttons([['Edit', { id: x, tags: ['a'] }]], edit)
  put_buttons([['When', when]], (given: Date) => given.getTime())
  put_buttons([['Call', (n: number) => n]], (call) => typeOf(call(1)).is<number>(true))
  sum(await select('S', [{ label: 'pair', value: [1, 2] }]))
  for (const row of await checkbox('C', [['one', { id: 1, tags: ['a'] }]])) edit(row)
  const one = await radio('R', [['one', { id: 1, tags: ['a'] }]], { required: true })
  edit(one)
  put_select('p', { options: [['one', [1, 2]]], onchange: (value) => sum(value) })
}
