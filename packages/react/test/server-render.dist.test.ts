import {
  checkbox,
  file_upload,
  hold,
  input,
  input_group,
  put_buttons,
  put_html,
  put_input,
  put_table,
  put_text,
  select,
  slider,
  textarea,
} from '@webio/core'
import { webio_handler } from '@webio/core/server'
import { WebIOApp, WebIOForms, WebIOProvider, WebIOScope } from '@webio/react'
import { createElement as h } from 'react'
import { renderToReadableStream, renderToString } from 'react-dom/server'
import { gallery } from './browser/gallery'

describe('the package, in Node without a document', () => {
  it('renders the fallback', () => {
    const html = renderToString(h(WebIOApp, { endpoint: '/webio', fallback: h('p', null, 'Loading') }))
    expect(html).toContain('data-webio-status="connecting"')
    expect(html).toContain('<p>Loading</p>')
  })

  it('renders the host page’s content around scopes', () => {
    const provider = h(
      WebIOProvider,
      { endpoint: '/webio' },
      h('h1', null, 'Host'),
      h(WebIOScope, { name: 'ROOT' }),
      h(WebIOForms),
    )
    expect(renderToString(provider)).toContain('<h1>Host</h1>')
  })

  it('[FP1] renders the first outputs of a task: every kind of output and field, without a style or a script', async () => {
    const task = async (): Promise<void> => {
      gallery()
      put_html('<p onclick="x()" style="color:red">author</p><script>x()</script>')
      put_text('styled', { style: 'color: red' })
      await input_group('Questions', [
        input('Text field', { name: 'a' }),
        select('Choice', ['First option'], { name: 'b' }),
        textarea('Area', { name: 'c' }),
        slider('Slider', { name: 'd' }),
        checkbox('Boxes', ['A box'], { name: 'e' }),
        file_upload('File', { name: 'f' }),
      ])
    }
    const handler = webio_handler({ task })
    const firstPaint = await handler.firstPaint({ request: new Request('http://localhost/'), app: 'task' })
    const app = h(WebIOApp, { endpoint: '/webio', app: 'task', firstPaint })
    const html = await new Response(await renderToReadableStream(app)).text()
    await handler.close()
    expect(SHOWN.filter((text) => !html.includes(text))).toEqual([])
    expect(html.match(/ style="[^"]*"|<script|onclick=/g)).toBeNull()
  })

  it('renders fields and common outputs without suspending, as `renderToString` requires', async () => {
    const task = async (): Promise<void> => {
      put_text('a text')
      put_buttons(['a button'], () => {})
      put_table([['heading'], ['a cell']])
      put_input('pin', { label: 'A pin' })
      await hold()
    }
    const asking = (): Promise<unknown> => input('A form')
    const handler = webio_handler({ task, asking })
    const htmlOf = async (app: string): Promise<string> => {
      const firstPaint = await handler.firstPaint({ request: new Request('http://localhost/'), app })
      return renderToString(h(WebIOApp, { endpoint: '/webio', app, firstPaint }))
    }
    const [shown, asked] = [await htmlOf('task'), await htmlOf('asking')]
    await handler.close()
    for (const text of ['a text', 'a button', 'a cell', 'A pin']) expect(shown).toContain(text)
    expect(asked).toContain('A form')
  })
})

/** The text of the gallery and the form that is readable without a script. */
const SHOWN = [
  ...[
    'plain &lt;b&gt;text',
    'Heading',
    '<strong>bold</strong>',
    'const answer: number = 42',
    '<em>emphasis</em>',
  ],
  ...[
    'print(&quot;code&quot;)',
    'somewhere',
    'notes.txt',
    'a dot',
    'in a cell',
    'Press',
    'row right',
    'column bottom',
  ],
  ...[
    'folded away',
    'a message',
    'tea',
    'in the first',
    'in a box that scrolls',
    'grid b',
    'in a widget',
    'in the box',
  ],
  ...[
    '25.0%',
    'author',
    'styled',
    'Questions',
    'Text field',
    'First option',
    'Area',
    'Slider',
    'A box',
    'File',
    'Submit',
  ],
]
