import {
  clear,
  clear_after,
  clear_before,
  clear_range,
  get_scope,
  output,
  put_button,
  put_buttons,
  put_scope,
  put_table,
  put_text,
  remove,
  scroll_to,
  set_anchor,
  set_scope,
  toast,
  use_scope,
} from '@webio/core'

/** use_scope: the outputs of a function go into a named place, which can be filled again later. */
export function use() {
  use_scope('weather', () => put_text('Sunny'))
  put_text('Below the scope')
  put_button('Change', () =>
    use_scope('weather', { clear: true }, () =>
      put_text(`Rain at ${new Date().toLocaleTimeString('en')}`),
    ),
  )
}

/** use_scope.wrap: a function whose outputs go into a scope on every call. */
export function wrapped() {
  const log = use_scope.wrap('log', (line: string) => put_text(line))
  put_button('Log', () => log('A line above the button.'))
}

/** position: first, last, before a child, or counted from the end. */
export function positions() {
  use_scope('list', () => {
    put_text('A')
    put_text('B', { position: 0 })
    put_text('C', { position: -2 })
    put_text('D', { position: 1 })
  })
}

/** put_scope: a scope inside a container, here in a cell of a table. */
export function put() {
  put_table([
    ['Job', 'State'],
    ['Backup', put_scope('state', { content: 'waiting' })],
  ])
  put_buttons(['running', 'done'], (state) =>
    use_scope('state', { clear: true }, () => put_text(state)),
  )
}

/** set_scope: creates a scope at a position. An existing one stays, is cleared, or is removed and created again, here at the end. */
export function set() {
  put_text('first')
  put_text('last')
  set_scope('middle', { position: 1 })
  put_text('in the middle', { scope: 'middle' })
  put_buttons(['clear', 'remove'] as const, (if_exist) =>
    set_scope('middle', { if_exist }),
  )
  put_button('Write into it', () => put_text('written', { scope: 'middle' }))
}

/** get_scope: the scopes around a line of code, by index. An index is also a target. */
export function stack() {
  use_scope('outer', () =>
    use_scope('inner', () => {
      put_text(`${get_scope(0)}, then ${get_scope(-2)}, then ${get_scope()}`)
      put_text('next to it, in outer', { scope: -2 })
    }),
  )
}

/** clear and remove: empty a scope, or remove it. Outputs for a removed scope are dropped. */
export function cleared() {
  use_scope('notes', () => put_text('A note'))
  put_buttons(['write', 'clear', 'remove'], (action) => {
    if (action === 'write') put_text('Another', { scope: 'notes' })
    if (action === 'clear') clear('notes')
    if (action === 'remove') remove('notes')
    toast(`Done: ${action}`)
  })
}

/** scroll_to: scrolls a scope to the top, the middle or the bottom of the view. */
export function scroll() {
  put_buttons(['top', 'middle', 'bottom'], (position) =>
    scroll_to('target', { position }),
  )
  put_scope('target', { content: 'The target' })
}

/** update and remove: every output can be changed by the names of its parameters, and removed. */
export function handles() {
  let presses = 0
  const button = put_button('Press me', () =>
    button.update({ label: `Pressed ${++presses} times` }),
  )
  put_button('Disable it', () => button.update({ disabled: true }))
  put_button('Remove it', () => button.remove())
}

/** output: from PyWebIO, a place that can be changed from outside, no matter where it is. */
export function holder() {
  const hobbies = output('Coding')
  put_table([
    ['Name', 'Hobbies'],
    ['Wang', hobbies],
  ])
  hobbies.reset('Movie')
  hobbies.append('Music', 'Drama')
  hobbies.insert(0, 'Coding')
}

/** set_anchor: PyWebIO's oldest way. Outputs go before, after or in place of an anchor. */
export function anchors() {
  set_anchor('start')
  put_text('between')
  set_anchor('end')
  put_text('before the start', { before: 'start' })
  put_text('after the end', { after: 'end' })
  put_text('a text of its own', { anchor: 'own' })
  put_button('Clear between', () => clear_range('start', 'end'))
  put_button('Clear before', () => clear_before('start'))
  put_button('Replace', () => put_text('another one', { anchor: 'own' }))
  put_button('Clear after', () => clear_after('own'))
}
