import { put_code, put_html, put_image, put_link, put_markdown, put_text } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { Gate, inSession, shownBy, thrown, turn } from '../support/app'

describe('put_text', () => {
  it.each<[string, () => unknown, string]>([
    ['an unchanged text', () => put_text('  <hr/>\n a'), '  <hr/>\n a'],
    ['several values, separated by blanks', () => put_text('a', 1, null), 'a 1 null'],
    ['several values, with another separator', () => put_text('a', 'b', { sep: ', ' }), 'a, b'],
    ['no value as an empty paragraph', () => put_text(), ''],
    ['objects as JSON', () => put_text({ a: [1] }, [true, 'x']), '{"a":[1]} [true,"x"]'],
    ['undefined', () => put_text(undefined), 'undefined'],
    ['a big integer', () => put_text(10n), '10'],
    ['minus nothing', () => put_text(-0), '0'],
    ['a date without quotes', () => put_text(new Date(0)), '1970-01-01T00:00:00.000Z'],
    ['an error', () => put_text(new TypeError('no')), 'TypeError: no'],
    [
      'an object that looks like options, if it is the only argument',
      () => put_text({ sep: ',' }),
      '{"sep":","}',
    ],
    ['an empty object as content', () => put_text('a', {}), 'a {}'],
    [
      'an object with a key that is not an option',
      () => put_text('a', { sep: ',', x: 1 }),
      'a {"sep":",","x":1}',
    ],
    [
      'a class instance that has an option’s name',
      () =>
        put_text(
          'a',
          new (class {
            sep = ','
          })(),
        ),
      'a {"sep":","}',
    ],
    ['an option that is null like a missing one', () => put_text('a', 'b', { sep: null }), 'a b'],
  ])('shows %s', async (_, body, text) => {
    expect(await shownBy(body)).toEqual({ type: 'text', text })
  })

  it('shows inline', async () => {
    expect(await shownBy(() => put_text('a', { inline: true }))).toEqual({
      type: 'text',
      text: 'a',
      inline: true,
    })
  })

  it('update accepts text and inline', async () => {
    const body = () => put_text('a', 'b', { sep: '-', inline: true }).update({ text: { n: 1 }, inline: null })
    expect(await shownBy(body)).toEqual({ type: 'text', text: '{"n":1}' })
  })
})

describe('put_markdown', () => {
  const lines = 'a\n    b\n\n      c\n'

  it.each<[string, () => unknown, object]>([
    ['with lstrip: PyWebIO’s example', () => put_markdown(lines), { markdown: 'a\nb\n\n  c' }],
    ['without lstrip', () => put_markdown(lines, { lstrip: false }), { markdown: lines }],
    [
      'with lstrip: null, the default',
      () => put_markdown(lines, { lstrip: null } as never),
      { markdown: 'a\nb\n\n  c' },
    ],
    ['an unchanged line', () => put_markdown('   # a'), { markdown: '   # a' }],
    ['tabs', () => put_markdown('a\n\t\tb\n\tc'), { markdown: 'a\n\tb\nc' }],
    [
      'mixed indentation has no common prefix',
      () => put_markdown('a\n\tb\n  c'),
      { markdown: 'a\n\tb\n  c' },
    ],
    ['the first line keeps its own', () => put_markdown('  a\n  b'), { markdown: '  a\nb' }],
    ['a blank line that is shorter', () => put_markdown('\n    a\n  \n    b'), { markdown: '\na\n\nb' }],
    [
      'unsanitized on request',
      () => put_markdown('a', { sanitize: false }),
      { markdown: 'a', sanitize: false },
    ],
    [
      'with options of the parser',
      () => put_markdown('a', { options: { gfm: false } }),
      { markdown: 'a', options: { gfm: false } },
    ],
  ])('%s', async (_, body, fields) => {
    expect(await shownBy(body)).toEqual({ type: 'markdown', ...fields })
  })

  it('keeps its own copy of the options', async () => {
    const options = { gfm: false }
    const body = () => {
      put_markdown('a', { options })
      options.gfm = true
    }
    expect(await shownBy(body)).toEqual({ type: 'markdown', markdown: 'a', options: { gfm: false } })
  })

  it('update keeps parameters that it does not name', async () => {
    const body = () => put_markdown('a', { lstrip: false }).show().update({ text: 'a\n  b' })
    expect(await shownBy(body)).toEqual({ type: 'markdown', markdown: 'a\n  b' })
  })
})

it.each<[string, () => unknown, object]>([
  ['put_html, sanitized', () => put_html('<b>x</b>'), { type: 'html', html: '<b>x</b>' }],
  [
    'put_html, unchanged',
    () => put_html('<b>x</b>', { sanitize: false }),
    { type: 'html', html: '<b>x</b>', sanitize: false },
  ],
  ['put_html of a number', () => put_html(5), { type: 'html', html: '5' }],
  [
    'put_html, updated',
    () => put_html('a', { sanitize: false }).show().update({ html: 'b', sanitize: null }),
    { type: 'html', html: 'b' },
  ],
  ['put_code', () => put_code('let a'), { type: 'code', code: 'let a' }],
  [
    'put_code with all options',
    () => put_code('x', { language: 'ts', rows: 3 }),
    { type: 'code', code: 'x', language: 'ts', rows: 3 },
  ],
  ['put_code of an object', () => put_code({ a: 1 }), { type: 'code', code: '{"a":1}' }],
  [
    'put_code, updated',
    () => put_code('x', { rows: 3 }).show().update({ content: 'y', rows: null, language: 'js' }),
    { type: 'code', code: 'y', language: 'js' },
  ],
  ['put_link to a URL', () => put_link('L', { url: '/a?b' }), { type: 'link', label: 'L', url: '/a?b' }],
  [
    'put_link to an application',
    () => put_link('L', { app: 'x', new_window: true }),
    { type: 'link', label: 'L', app: 'x', new_window: true },
  ],
  [
    'put_link, not in a new window',
    () => put_link('L', { app: 'x', new_window: false }),
    { type: 'link', label: 'L', app: 'x' },
  ],
  [
    'put_link, updated',
    () => put_link('L', { url: '/' }).show().update({ name: 'M', url: null, app: 'y' }),
    { type: 'link', label: 'M', app: 'y' },
  ],
])('%s', async (_, body, spec) => {
  expect(await shownBy(body)).toEqual(spec)
})

describe('put_image', () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2])
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

  it.each<[string, () => unknown, object]>([
    ['a URL', () => put_image('/a.png'), { src: '/a.png' }],
    [
      'with title and size',
      () => put_image('/a.png', { title: '<t>', width: '50%', height: '10px' }),
      { src: '/a.png', title: '<t>', width: '50%', height: '10px' },
    ],
    ['bytes in a detected format', () => put_image(png), { src: 'data:image/png;base64,iVBORwEC' }],
    [
      'bytes in a given format',
      () => put_image(png, { format: 'JPG' }),
      { src: 'data:image/jpeg;base64,iVBORwEC' },
    ],
    ['bytes in an unknown format', () => put_image(bytes('??')), { src: 'data:;base64,Pz8=' }],
    ['SVG', () => put_image(bytes('<svg/>')), { src: 'data:image/svg+xml;base64,PHN2Zy8+' }],
    ['a Buffer', () => put_image(Buffer.from('GIF89a')), { src: 'data:image/gif;base64,R0lGODlh' }],
    ['a data URL', () => put_image('data:image/png;base64,AA'), { src: 'data:image/png;base64,AA' }],
  ])('shows %s', async (_, body, fields) => {
    expect(await shownBy(body)).toEqual({ type: 'image', ...fields })
  })

  it('shows large bytes', async () => {
    const large = new Uint8Array(100_000).fill(65)
    expect(await shownBy(() => put_image(large))).toEqual({
      type: 'image',
      src: `data:;base64,${Buffer.from(large).toString('base64')}`,
    })
  })

  it('shows a Blob once it has been read, with the Blob’s type as its default format', async () => {
    const t = await open_app(async () => {
      put_image(new Blob([png], { type: 'image/webp' }), { title: 't' })
      put_image(new Blob([png]))
      put_image(new Blob([png], { type: 'image/webp' }), { format: 'gif' })
      await turn()
    })
    await t.until(() => t.closed)
    expect(t.outputs.map((one) => one.type === 'image' && [one.src, one.title])).toEqual([
      ['data:image/webp;base64,iVBORwEC', 't'],
      ['data:image/png;base64,iVBORwEC', undefined],
      ['data:image/gif;base64,iVBORwEC', undefined],
    ])
  })

  it('a session does not end before a Blob has been read', async () => {
    const t = await open_app(() => {
      put_image(new Blob([png]))
    })
    await t.until(() => t.closed)
    expect(t.outputs[0]).toMatchObject({ src: 'data:image/png;base64,iVBORwEC' })
    expect(t.errors).toEqual([])
  })

  it('accepts a Blob in an update; the later of two counts, no matter which is read first', async () => {
    const slow = new Gate<ArrayBuffer>()
    const first = new Blob([png])
    Object.defineProperty(first, 'arrayBuffer', { value: () => slow.promise })
    const t = await open_app(async () => {
      const image = put_image('/a.png', { title: 't' }).show()
      image.update({ src: first })
      image.update({ src: new Blob([png], { type: 'image/webp' }), title: 'u' })
      await turn()
      slow.open(new ArrayBuffer(1))
      await turn()
    })
    await t.until(() => t.closed)
    expect(t.outputs[0]).toMatchObject({ src: 'data:image/webp;base64,iVBORwEC', title: 'u' })
  })

  it('removes itself if a Blob cannot be read', async () => {
    const blob = new Blob([png])
    Object.defineProperty(blob, 'arrayBuffer', { value: () => Promise.reject(new Error('unreadable')) })
    const t = await open_app(async () => {
      put_image(blob)
      await turn()
    })
    await t.until(() => t.closed)
    expect([t.outputs, t.errors]).toEqual([[], [new Error('unreadable')]])
  })
})

it('refuses an output as a text, and then shows neither of them', async () => {
  const t = await open_app(() => {
    const inner = () => put_text('inner')
    return [
      thrown(() => put_text(inner())),
      thrown(() => put_text('a', [inner()])),
      thrown(() => put_code({ a: inner() })),
    ]
  })
  const said = 'is an output, not a text. Put it into a container, such as put_column.'
  expect(t.result).toEqual([
    `TypeError: put_text: text cannot be shown as JSON: the result of put_text() ${said}`,
    `TypeError: put_text: text cannot be shown as JSON: the result of put_text() ${said}`,
    `TypeError: put_code: content cannot be shown as JSON: the result of put_text() ${said}`,
  ])
  expect(t.outputs).toEqual([])
})

it('does not change its arguments', async () => {
  const options = Object.freeze({ sep: ',', scope: null })
  const list = Object.freeze(['a', Object.freeze({ b: 1 })])
  await inSession(() => put_text('a', list, options as never))
})
