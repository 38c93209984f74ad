import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import {
  checkbox,
  clear,
  clear_after,
  clear_before,
  clear_range,
  close_popup,
  defer_call,
  file_upload,
  go_app,
  hold,
  info,
  input,
  input_group,
  local,
  NUMBER,
  output,
  PASSWORD,
  pin,
  popup,
  put_button,
  put_buttons,
  put_code,
  put_collapse,
  put_column,
  put_file,
  put_html,
  put_image,
  put_info,
  put_input,
  put_link,
  put_loading,
  put_markdown,
  put_row,
  put_scope,
  put_scrollable,
  put_table,
  put_tabs,
  put_text,
  put_widget,
  radio,
  remove,
  run_async,
  run_js,
  scroll_to,
  select,
  set_anchor,
  set_auto_scroll_bottom,
  set_env,
  set_output_fixed_height,
  set_scope,
  set_title,
  sleep,
  span,
  style,
  TEXT,
  textarea,
  toast,
  use_scope,
} from '../../src/index'
import type { OpenApp } from '../../src/testing/index'
import { open_app } from '../../src/testing/index'
import { path_deploy, webio_handler } from '../../src/server/index'
import { serve, RecordingLogger } from '../bridge/serve'
import { SocketPage } from '../bridge/socket-page'
import { folderWith } from '../cli/webio-process'
import { SessionClosedException, SessionNotFoundException } from '../../src/index'
import { Gate } from '../support/app'

/**
 * The examples of PyWebIO's user guide, in its order and with its names, and what they show according to the
 * guide. Three of them need a process, a thread or another machine, and are in cli/script.dist.test.ts,
 * threads/register-thread.test.ts and bridge/remote-access.bridge.test.ts.
 */

/** Runs an example that shows everything at once. */
async function shown(example: () => unknown): Promise<OpenApp> {
  const t = await open_app(example)
  expect(t.errors).toEqual([])
  return t
}

const types = (t: OpenApp): string[] => t.outputs.map(({ type }) => type)

const check_age = (p: number | null): string | null => {
  if (p !== null && p < 10) return 'Too young!!'
  return p !== null && p > 60 ? 'Too old!!' : null
}

describe('Input', () => {
  it('text-input', async () => {
    const t = await open_app(async () => {
      const age = await input('How old are you?', { type: NUMBER })
      put_text(`age = ${age}`)
    })
    expect(await t.form()).toMatchObject({ label: 'How old are you?', fields: [{ type: 'number' }] })
    expect(await t.submit(30)).toEqual({})
    expect(t.text()).toBe('age = 30')
  })

  it('basic-input: password, select, checkbox, radio, textarea, file', async () => {
    const t = await open_app(async () => {
      put_text(await input('Input password', { type: PASSWORD }))
      put_text(await select('Which gift you want?', ['keyboard', 'ipad']))
      put_text(await checkbox('User Term', ['I agree to terms and conditions']))
      put_text(await radio('Choose one', ['A', 'B', 'C', 'D']))
      put_text(await textarea('Text Area', { rows: 3, placeholder: 'Some text' }))
      const img = await file_upload('Select a image:', { accept: 'image/*' })
      if (img) put_image(img.content, { title: img.filename })
    })
    await t.submit('secret')
    await t.submit('ipad')
    await t.submit(['I agree to terms and conditions'])
    await t.submit('C')
    expect((await t.form()).fields[0]).toMatchObject({ rows: 3, placeholder: 'Some text' })
    await t.submit('two\nlines')
    await t.submit(new File([new Uint8Array([137, 80, 78, 71])], 'a.png', { type: 'image/png' }))
    expect(t.errors).toEqual([])
    expect(t.text()).toContain('secret\nipad\n["I agree to terms and conditions"]\nC\ntwo\nlines')
    expect(t.outputs.at(-1)).toMatchObject({ type: 'image', title: 'a.png' })
  })

  it('input-args', async () => {
    const t = await open_app(() =>
      input('This is label', {
        type: TEXT,
        placeholder: 'This is placeholder',
        help_text: 'This is help text',
        required: true,
      }),
    )
    expect(await t.form()).toMatchObject({
      label: 'This is label',
      fields: [{ placeholder: 'This is placeholder', help_text: 'This is help text', required: true }],
    })
    expect(await t.submit('')).toEqual({ data: 'Please fill out this field.' })
    await t.close()
  })

  it.each([[{ validate: check_age }], [{ valid_func: check_age }]])(
    'input-valid-func, by %p',
    async (rule) => {
      const t = await open_app(async () => {
        put_text('age =', await input('How old are you?', { type: NUMBER, ...rule }))
      })
      expect(await t.submit(5)).toEqual({ data: 'Too young!!' })
      expect(await t.submit(70)).toEqual({ data: 'Too old!!' })
      expect(await t.submit(20)).toEqual({})
      expect(t.text()).toBe('age = 20')
    },
  )

  it.each([[{ mode: 'python', theme: 'darcula' } as const], [true as const], [{}]])(
    'codemirror: code %j',
    async (code) => {
      const t = await open_app(async () => {
        put_code(await textarea('Code Edit', { code, value: 'import something' }), { language: 'python' })
      })
      expect((await t.form()).fields[0]).toMatchObject({ type: 'textarea', code: code === true ? {} : code })
      await t.submit('import something\nprint(1)')
      expect(t.outputs).toMatchObject([
        { type: 'code', code: 'import something\nprint(1)', language: 'python' },
      ])
    },
  )

  it('input-group and input-group-validate', async () => {
    const t = await open_app(async () => {
      const data = await input_group(
        'Basic info',
        [
          input('Input your name', { name: 'name' }),
          input('Input your age', { name: 'age', type: NUMBER, validate: check_age, required: true }),
        ],
        {
          validate: ({ name, age }) => {
            if (name.length > 6) return ['name', 'Name too long!']
            return age <= 0 ? ['age', 'Age can not be negative!'] : null
          },
        },
      )
      put_text(data.name, data.age)
    })
    expect(await t.submit({ name: 'Bob', age: 5 })).toEqual({ age: 'Too young!!' })
    expect(await t.submit({ name: 'Roberta', age: 30 })).toEqual({ name: 'Name too long!' })
    expect(await t.submit({ name: 'Bob', age: 30 })).toEqual({})
    expect(t.text()).toBe('Bob 30')
  })

  it.each(['validate', 'valid_func'])('a rule for the whole group: %s', async (rule) => {
    const t = await open_app(async () => {
      const { age } = await input_group(
        'Info',
        [input('Age', { name: 'age', type: NUMBER, required: true })],
        {
          [rule]: (data: { age: number }) => (data.age < 10 ? ['age', 'Too young!!'] : null),
        },
      )
      put_text(age)
    })
    expect(await t.submit({ age: 5 })).toEqual({ age: 'Too young!!' })
    await t.submit({ age: 20 })
    expect(t.text()).toBe('20')
  })

  it('the attention box: a name requires a group, and a group requires names', async () => {
    const told: unknown[] = []
    await open_app(async () => {
      await Promise.resolve(input('x', { name: 'x' })).catch((error: unknown) => told.push(String(error)))
      try {
        await input_group('G', [input('x') as never])
      } catch (error) {
        told.push(String(error))
      }
    })
    expect(told[0]).toContain('Leave the name out to ask for one value.')
    expect(told[1]).toContain('Did you forget its name?')
  })
})

describe('Output', () => {
  it('basic-output', async () => {
    const t = await shown(() => {
      put_text('Hello world!')
      put_table([
        ['Commodity', 'Price'],
        ['Apple', '5.5'],
        ['Banana', '7'],
      ])
      put_image(new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]))
      put_image('http://example.com/some-image.png')
      put_markdown('~~Strikethrough~~')
      put_file('hello_word.txt', Buffer.from('hello word!'))
      popup('popup title', 'popup text content')
      toast('New message 🔔')
    })
    expect(t.text()).toContain('Hello world!')
    expect(t.text()).toContain('Apple')
    expect(t.text()).toContain('Strikethrough')
    expect(t.popup).toEqual({ title: 'popup title', text: 'popup text content' })
    expect(t.toasts).toMatchObject([{ content: 'New message 🔔' }])
    await t.click('hello_word.txt')
    expect(t.downloads).toMatchObject([{ name: 'hello_word.txt' }])
  })

  it('the note on show()', async () => {
    const t = await shown(() => {
      put_text('Hello world!').show()
      put_table([
        ['A', 'B'],
        [put_markdown('m'), put_text('C')],
      ]).show()
    })
    expect(types(t)).toEqual(['text', 'table', 'markdown', 'text'])
  })

  it('putxxx', async () => {
    const t = await shown(() =>
      put_table([
        ['Type', 'Content'],
        ['html', put_html('X<sup>2</sup>')],
        ['text', '<hr/>'],
        ['buttons', put_buttons(['A', 'B'], (label) => put_text(label))],
        ['markdown', put_markdown('`Awesome PyWebIO!`')],
        ['file', put_file('hello.text', 'hello world')],
        [
          'table',
          put_table([
            ['A', 'B'],
            ['C', 'D'],
          ]),
        ],
      ]),
    )
    expect(t.text()).toContain('<hr/>')
    await t.click('B')
    expect(t.outputs.at(-1)).toMatchObject({ type: 'text', text: 'B' })
  })

  it('popup', async () => {
    const t = await shown(() => {
      popup('Popup title', [
        put_html('<h3>Popup Content</h3>'),
        'plain html: <br/>',
        put_table([
          ['A', 'B'],
          ['C', 'D'],
        ]),
        put_button('close_popup()', close_popup),
      ])
    })
    expect(t.popup?.title).toBe('Popup title')
    expect(t.popup?.text).toContain('plain html: <br/>')
    await t.click('close_popup()')
    expect(t.popup).toBeNull()
  })

  it('output(): reset, append, insert', async () => {
    const t = await shown(() => {
      const place = output(put_text('a'))
      put_table([['Name'], [place]])
      place.reset(put_text('b'))
      place.append(put_text('c'))
      place.insert(0, put_text('d'))
    })
    expect(t.text()).toBe('Name\nd\nb\nc')
  })

  it('output-context-manager', async () => {
    const t = await shown(() => {
      put_collapse('This is title').enter(() => {
        for (let i = 0; i < 4; i++) put_text(i)
        put_table([
          ['Commodity', 'Price'],
          ['Apple', '5.5'],
          ['Banana', '7'],
        ])
      })
    })
    expect(t.tree.nodes.get(t.outputs[0]?.id ?? 0)?.children).toHaveLength(5)
    expect(t.text()).toContain('This is title')
  })

  it('onclick-callback', async () => {
    const t = await shown(() => {
      const edit_row = (choice: string, row: number) => put_text(`You click ${choice} button at row ${row}`)
      put_table([
        ['Idx', 'Actions'],
        ...[1, 2, 3].map((row) => [
          row,
          put_buttons([`edit ${row}`, 'delete'], (choice) => edit_row(choice, row)),
        ]),
      ])
    })
    await t.click('edit 2')
    expect(t.text()).toContain('You click edit 2 button at row 2')
    expect(t.closed).toBe(false)
  })

  it('put-buttons', async () => {
    const t = await shown(() => {
      put_buttons(['A', 'B', 'C'], (value) => put_text(`You click ${value} button`))
      put_button('Click me', () => toast('Clicked'))
    })
    await t.click('B')
    await t.click('Click me')
    expect(t.text()).toContain('You click B button')
    expect(t.toasts).toMatchObject([{ content: 'Clicked' }])
  })

  it('onclick', async () => {
    const t = await shown(() => {
      put_image('/logo.png').onclick(() => toast('You click an image'))
      put_table([
        ['Commodity', 'Price'],
        ['Apple', put_text('5.5').onclick(() => toast('You click the text'))],
      ])
    })
    for (const { id, clickable } of t.outputs) if (clickable) await t.click_output(id)
    expect(t.toasts.map(({ content }) => content)).toEqual(['You click an image', 'You click the text'])
  })
})

describe('Output Scope', () => {
  it('use-scope', async () => {
    const t = await shown(() => {
      use_scope('scope1', () => put_text('text1 in scope1'))
      put_text('text in parent scope of scope1')
      use_scope('scope1', () => put_text('text2 in scope1'))
    })
    expect(t.text()).toBe('text1 in scope1\ntext2 in scope1\ntext in parent scope of scope1')
  })

  it('use-scope-decorator', async () => {
    const t = await shown(() => {
      const show = use_scope.wrap('time', { clear: true }, (text: string) => put_text(text))
      show('first')
      show('second')
    })
    expect(t.text('time')).toBe('second')
  })

  it('use_scope(clear)', async () => {
    const t = await shown(() => {
      use_scope('scope2', () => put_text('create scope2'))
      put_text('text in parent scope of scope2')
      use_scope('scope2', { clear: true }, () => put_text('text in scope2'))
    })
    expect(t.text()).toBe('text in scope2\ntext in parent scope of scope2')
  })

  it('use-scope-nested', async () => {
    const t = await shown(() => {
      use_scope('A', () => {
        put_text('Text in scope A')
        use_scope('B', () => put_text('Text in scope B'))
      })
      use_scope('C', () => put_text('Text in scope C'))
      put_buttons(
        ['A', 'B', 'C'].map((name) => [`Put text to ${name}`, name] as const),
        (name) => put_text(name, { scope: name }),
      )
    })
    expect(t.text('A')).toBe('Text in scope A\nText in scope B')
    for (const name of ['A', 'B', 'C']) await t.click(`Put text to ${name}`)
    expect(t.text('A')).toBe('Text in scope A\nText in scope B\nB\nA')
    expect(t.text('C')).toBe('Text in scope C\nC')
  })

  it('put_scope', async () => {
    const t = await shown(() => {
      put_table([
        ['Name', 'Hobbies'],
        ['Tom', put_scope('hobby', { content: put_text('Coding') })],
      ])
      use_scope('hobby', { clear: true }, () => put_text('Movie'))
      use_scope('hobby', () => {
        put_text('Music')
        put_text('Drama')
      })
      put_markdown('**Coding**', { scope: 'hobby', position: 0 })
    })
    expect(t.text('hobby')).toBe('**Coding**\nMovie\nMusic\nDrama')
  })

  it('scope and position parameters, by name and by index', async () => {
    const t = await shown(() => {
      set_scope('outer')
      use_scope('outer', () => {
        put_text('in outer')
        put_text('at the top of ROOT', { scope: 0, position: 0 })
        put_text('first of outer', { scope: -1, position: 0 })
      })
    })
    expect(t.text()).toBe('at the top of ROOT\nfirst of outer\nin outer')
  })

  it('scope control: clear, remove, scroll_to', async () => {
    const t = await shown(() => {
      for (const name of ['a', 'b', 'c']) use_scope(name, () => put_text(name))
      clear('a')
      remove('b')
      scroll_to('c')
    })
    expect(t.text()).toBe('c')
    expect(t.tree.scopes.has('b')).toBe(false)
    expect(t.transients).toMatchObject([{ type: 'scroll-to', output: t.tree.scopes.get('c') }])
  })

  it('anchors in the oldest guide', async () => {
    const t = await shown(() => {
      put_text('old')
      set_anchor('top')
      put_text('a', { anchor: 'a' })
      put_text('before a', { before: 'a' })
      put_text('after a', { after: 'a' })
      clear_before('top')
      put_text('b', { anchor: 'b' })
      clear_range('a', 'b')
    })
    expect(t.text()).toBe('before a\na\nb')
  })
})

describe('Scopes in the oldest guide', () => {
  it('anchors: clear_after, scroll_to', async () => {
    const t = await shown(() => {
      put_text('a', { anchor: 'a' })
      put_text('b')
      clear_after('a')
      scroll_to('a')
    })
    expect(t.text()).toBe('a')
    expect(t.transients).toMatchObject([{ type: 'scroll-to' }])
  })

  it('set_title, set_output_fixed_height, set_auto_scroll_bottom', async () => {
    const t = await shown(() => {
      set_title('Title')
      set_output_fixed_height(true)
      set_auto_scroll_bottom(true)
    })
    expect(t.tree.env).toMatchObject({ title: 'Title', output_fixed_height: true, auto_scroll_bottom: true })
  })

  it('a style sheet for a scope: the id begins with webio-, and sanitize: false preserves the sheet', async () => {
    const sheet = '<style>#webio-scope-A { color: red }</style>'
    const t = await shown(() => {
      put_html(sheet, { sanitize: false })
      use_scope('A', () => put_text('Text in scope A'))
    })
    expect(t.outputs[0]).toMatchObject({ type: 'html', html: sheet, sanitize: false })
    expect(t.tree.scopes.has('A')).toBe(true)
  })
})

describe('Layout and style', () => {
  it('put-row-column', async () => {
    const t = await shown(() => {
      put_row([
        put_column([
          put_code('A'),
          put_row([put_code('B1'), null, put_code('B2'), null, put_code('B3')]),
          put_code('C'),
        ]),
        null,
        put_code('D'),
        null,
        put_code('E'),
      ])
    })
    expect(t.outputs[0]).toMatchObject({ type: 'row', size: '1fr 10px 1fr 10px 1fr' })
    expect(t.outputs.filter(({ type }) => type === 'code')).toHaveLength(7)
  })

  it('sizes of the parts', async () => {
    const t = await shown(() => put_row([put_image('/a.png'), put_image('/b.png')], { size: '40% 60%' }))
    expect(t.outputs[0]).toMatchObject({ size: '40% 60%' })
  })

  it('the size by position suggests the option', async () => {
    const t = await open_app(() => {
      put_row([put_text('a')], '40% 60%' as never)
    })
    expect(String(t.errors[0])).toContain('Options are named here: { size: "40% 60%" }.')
  })

  it('style-demo, and style() of several', async () => {
    const t = await shown(() => {
      put_text('hello').style('color: red; font-size: 20px')
      put_row([put_text('hello').style('color: red'), put_markdown('markdown')]).style('margin-top: 20px')
      style([put_text('a'), put_text('b')], 'color: blue')
    })
    expect(t.outputs.map((one) => one.style)).toEqual([
      'color: red; font-size: 20px',
      'margin-top: 20px',
      'color: red',
      undefined,
      'color: blue',
      'color: blue',
    ])
  })

  it('the other containers: tabs, a scrollable box, a message, a spinner, a widget, cells that span', async () => {
    const t = await shown(async () => {
      put_tabs([{ title: 'one', content: put_text('in one') }])
      put_scrollable(put_text('in a box'), { height: 100, keep_bottom: true })
      put_info('note', put_text('inside'))
      put_loading().enter(() => put_text('gone'))
      put_widget('<b>{{name}}</b>{{#parts}}{{& pywebio_output_parse}}{{/parts}}', {
        name: 'widget',
        parts: [put_text('part')],
      })
      put_table([[span('wide', { col: 2 })], ['l', 'r']])
      put_link('other', { app: 'other' })
    })
    for (const text of ['in one', 'in a box', 'note', 'inside', 'widget', 'part', 'wide', 'other'])
      expect(t.text()).toContain(text)
    expect(t.text()).not.toContain('gone')
  })
})

describe('Run application', () => {
  it('server mode: hello', async () => {
    const t = await open_app(async () => {
      const name = await input("what's your name")
      put_text('hello', name)
    })
    await t.submit('Bob')
    expect(t.text()).toBe('hello Bob')
  })

  it('❌ an input outside of a task', () => {
    expect(() => void input('Input port number:')).toThrow(SessionNotFoundException)
  })

  it('concurrent: a clock in the background', async () => {
    const tick = new Gate()
    const t = await shown(async () => {
      const show_time = async (): Promise<void> => {
        for (const time of ['10:00', '10:01']) {
          use_scope('time', { clear: true }, () => put_text(time))
          await tick.promise
        }
      }
      put_markdown('## Clock')
      const clock = run_async(show_time)
      put_text('Background task started.')
      await clock.result
    })
    expect(t.text()).toBe('## Clock\n10:00\nBackground task started.')
    tick.open()
    await t.settle()
    expect(t.text('time')).toBe('10:01')
  })

  it('close of session: waiting calls throw, and deferred functions run in order', async () => {
    const deferred: string[] = []
    let thrown: unknown
    const t = await open_app(async () => {
      defer_call(() => deferred.push('first'))
      defer_call(() => deferred.push('second'))
      try {
        await input('x')
      } catch (error) {
        thrown = error
      }
    })
    await t.close()
    expect(deferred).toEqual(['first', 'second'])
    expect(thrown).toBeInstanceOf(SessionClosedException)
  })

  it('hold resolves when the browser has left', async () => {
    let isOver = false
    const t = await open_app(async () => {
      await hold()
      isOver = true
    })
    expect(isOver).toBe(false)
    await t.close()
    expect(isOver).toBe(true)
  })
})

describe('More about PyWebIO', () => {
  it('the session module: set_env, info, local, run_js, go_app', async () => {
    const t = await open_app(
      () => {
        set_env({ title: 'Title', output_animation: false, auto_scroll_bottom: true })
        local['count'] = 1
        put_text(info.user_ip, local['count'], info.user_language)
        run_js('console.log(text)', { text: 'hi' })
        go_app('other')
      },
      { info: { user_ip: '1.2.3.4', user_language: 'de' } },
    )
    expect(t.text()).toBe('1.2.3.4 1 de')
    expect(t.tree.env).toMatchObject({ title: 'Title', output_animation: false, auto_scroll_bottom: true })
    expect(t.transients.map(({ type }) => type)).toEqual(expect.arrayContaining(['script-run', 'app-open']))
  })

  it('the pin module: a permanent input', async () => {
    const t = await open_app(() => {
      put_input('name', { label: 'Name' })
      put_button('Say', async () => put_text('Hello', await pin['name']))
    })
    await t.change_pin('name', 'Bob')
    await t.click('Say')
    expect(t.text()).toContain('Hello Bob')
  })
})

describe('Server', () => {
  /** The texts that a page shows at the end. */
  async function visited(
    url: string,
    options: ConstructorParameters<typeof SocketPage>[2] = {},
  ): Promise<string[]> {
    await using page = new SocketPage(url, 'websocket', options)
    await page.until(() => page.session.tree.closed)
    return page.texts
  }
  const hello = (): void => void put_text('hello')

  it('start_server(main, debug=True): the stack of a failure shows in the page', async () => {
    const failing = (): void => {
      throw new Error('it failed')
    }
    await using server = await serve(failing, { debug: true })
    await using page = new SocketPage(server.url, 'websocket')
    const code = await page.until(() =>
      [...page.session.tree.nodes.values()].map(({ spec }) => spec).find(({ type }) => type === 'code'),
    )
    expect(code).toMatchObject({ code: expect.stringContaining('it failed') })
  })

  it('several applications: a list, put_link(app=…), go_app', async () => {
    const index = (): void => {
      put_link('Go task 1', { app: 'task_1' })
      go_app('task_2', { new_window: false })
    }
    await using server = await serve({ index, task_1: hello, task_2: hello })
    await using page = new SocketPage(server.url, 'websocket')
    await page.until(() => page.session.tree.closed)
    expect([...page.session.tree.nodes.values()].map(({ spec }) => spec)).toContainEqual(
      expect.objectContaining({ type: 'link', label: 'Go task 1', app: 'task_1' }),
    )
    expect(page.transients).toContainEqual({ type: 'app-open', app: 'task_2', new_window: false })
    expect(await visited(server.url, { app: 'task_1' })).toEqual(['hello'])
    await using listed = await serve({ task_1: hello, task_2: hello })
    expect(await (await fetch(listed.url)).text()).toMatch(/app=task_1[^]*app=task_2/)
  })

  it('path_deploy: the files of a folder at their paths', async () => {
    using folder = folderWith({
      'a/b.mjs': "import { put_text } from '@webio/core'; export const main = () => void put_text('a/b')",
    })
    const server = await path_deploy(folder.path, {
      port: 0,
      host: '127.0.0.1',
      logger: new RecordingLogger(),
    })
    expect(await (await fetch(`${server.url}a/`)).text()).toContain('b')
    expect(await (await fetch(`${server.url}a/b`)).text()).toContain('<html')
    await server.close()
  })

  it('integration: an existing server with its own pages, and Express', async () => {
    const webio = webio_handler(hello, { path: '/tool', logger: new RecordingLogger() })
    const app = express()
    app.get('/', (_request, response) => void response.send('my own page'))
    app.use(webio.middleware)
    for (const listener of [app, (request: never, response: never) => webio.middleware(request, response)]) {
      const http = createServer(listener as never)
      webio.attach(http)
      await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
      const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
      expect(await (await fetch(`${url}/tool`)).text()).toContain('<html')
      if (listener === app) expect(await (await fetch(url)).text()).toBe('my own page')
      expect(await visited(url, { path: '/tool/io' })).toEqual(['hello'])
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    }
    await webio.close()
  })

  it('a page hosted elsewhere: allowed_origins with wildcards, check_origin', async () => {
    const status = async (url: string, origin: string): Promise<number> => {
      const answer = await fetch(`${url}io?EIO=4&transport=polling`, { headers: { origin } })
      await answer.arrayBuffer()
      return answer.status
    }
    await using listed = await serve(hello, {
      allowed_origins: ['https://*.example.com', 'http://[ab].test'],
    })
    const origins = ['https://www.example.com', 'http://a.test', 'http://c.test', 'https://evil.test']
    expect(await Promise.all(origins.map((origin) => status(listed.url, origin)))).toEqual([
      200, 200, 403, 403,
    ])
    await using checked = await serve(hello, { check_origin: (origin) => origin.endsWith('.ok') })
    expect(
      await Promise.all(['https://a.ok', 'https://a.no'].map((origin) => status(checked.url, origin))),
    ).toEqual([200, 403])
  })

  it('?pywebio_api= is called webio_endpoint here', async () => {
    await using server = await serve(hello, { endpoint_origins: ['https://other.test'] })
    const status = async (endpoint: string): Promise<number> => {
      const answer = await fetch(`${server.url}?webio_endpoint=${encodeURIComponent(endpoint)}`)
      await answer.arrayBuffer()
      return answer.status
    }
    expect(await status('https://other.test/webio')).toBe(200)
    expect(await status('//evil.test/webio')).toBe(403)
  })

  it('the options of start_server are accepted, or the error names the equivalent', async () => {
    await using server = await serve(hello, {
      debug: false,
      reconnect_timeout: 10,
      allowed_origins: [],
      auto_open_webbrowser: false,
      max_payload_size: '20M',
      remote_access: false,
      session_expire_seconds: 60,
      session_cleanup_interval: 10,
      websocket_ping_interval: 30,
      websocket_ping_timeout: 30,
    })
    expect(await visited(server.url)).toEqual(['hello'])
    for (const [name, hint] of [
      ['cdn', 'leave it out'],
      ['websocket_max_message_size', 'max_message_size'],
    ] as const)
      await expect(serve(hello, { [name]: 1 })).rejects.toThrow(hint)
  })
})

describe('Coroutines', () => {
  it('say_hello, and a pause', async () => {
    const t = await open_app(async () => {
      const name = await input("what's your name?")
      await sleep(0.01)
      put_text(`Hello, ${name}`)
    })
    await t.submit('Bob')
    await t.until(() => t.closed)
    expect(t.text()).toBe('Hello, Bob')
  })

  it('❌ in PyWebIO, but supported here: several inputs at a time', async () => {
    const t = await open_app(async () => {
      const [a, b] = await Promise.all([input('a'), input('b')])
      put_text(a, b)
    })
    expect((await t.form()).label).toBe('b')
    await t.submit('second')
    await t.submit('first')
    expect(t.text()).toBe('first second')
  })

  it('run_async: a separate task, which can be closed', async () => {
    const t = await open_app(async () => {
      const counter = run_async(async () => {
        for (let count = 0; ; count++) {
          use_scope('count', { clear: true }, () => put_text(count))
          await sleep(3600)
        }
      })
      await input('stop?')
      counter.close()
      put_text(`closed: ${counter.closed()}`)
    })
    expect(t.text('count')).toBe('0')
    await t.submit('yes')
    expect(t.text()).toContain('closed: true')
  })
})
