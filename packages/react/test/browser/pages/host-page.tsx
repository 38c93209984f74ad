import * as Dialog from '@radix-ui/react-dialog'
import {
  FLOAT,
  PASSWORD,
  hold,
  input,
  input_group,
  checkbox,
  radio,
  select,
  slider,
  textarea,
  file_upload,
  actions,
  popup,
  toast,
  put_button,
  put_actions,
  put_buttons,
  put_column,
  put_component,
  put_file,
  put_grid,
  put_loading,
  put_row,
  put_scope,
  put_scrollable,
  put_code,
  put_collapse,
  put_datatable,
  put_error,
  put_html,
  put_image,
  put_info,
  put_input,
  put_json,
  put_link,
  put_markdown,
  put_progressbar,
  put_radio,
  put_select,
  put_success,
  put_table,
  put_tabs,
  put_text,
  put_textarea,
  put_warning,
} from '@webio/core'
import { WebIOApp } from '@webio/react'
import '@webio/react/styles.css'
import type { ReactNode } from 'react'
import { Activity, StrictMode, Suspense, use, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { createRoot } from 'react-dom/client'

/** The calls of the host page's own handlers, for the test to read. */
const heard: string[] = []
Object.assign(window, { heard })
const hear = (name: string) => (): void => void heard.push(name)

const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'

const TASKS: Readonly<Record<string, () => Promise<void>>> = {
  /** A secret, and every control that could affect a form around it. */
  async secret() {
    put_input('pin', { label: 'Pin', required: true })
    put_radio('submit', { label: 'Choice', options: ['a', 'b'] })
    put_datatable([{ id: 1, name: 'one' }])
    put_html('<label>Raw <input name="raw" required></label> <button>Raw button</button>')
    put_text('Hello', await input('Secret', { type: PASSWORD }))
    const { note } = await input_group('More', [
      input('Note', { name: 'note' }),
      actions('', [{ label: 'Save', value: 'save' }], { name: 'how' }),
    ])
    put_text('Noted', note)
    await hold()
  },
  /** One of each kind of visible output. */
  async looks() {
    put_text('A text')
    put_markdown(
      '# Heading\n\n## Second\n\nA paragraph with `code`, **bold** and [a link](https://example.com).\n\n- one\n- two\n\n1. first\n\n> quote\n\n- [x] done\n\n```js\nlet a = 1\n```\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n---',
    )
    put_html('<h2>Of HTML</h2><p>with a <a href="#there">link</a></p><ul><li>item</li></ul>')
    put_table([
      ['A', 'B'],
      ['1', '2'],
    ])
    put_button('Primary', () => {})
    put_button('Danger', () => {}, { color: 'danger', outline: true })
    put_button('Like a link', () => {}, { link_style: true })
    put_buttons(['One', 'Two'], () => {}, { group: true })
    put_progressbar('bar', { init: 0.4 })
    put_info('info', { closable: true })
    put_success('success')
    put_warning('warning')
    put_error('error')
    put_datatable([{ id: 1, name: 'one' }], { height: 200 })
    put_tabs([
      { title: 'First', content: 'in the first' },
      { title: 'Second', content: 'in the second' },
    ])
    put_code('const a = 1', { language: 'js' })
    put_json({ a: { b: 1 } })
    put_collapse('More', 'inside', { open: true })
    put_link('Away', { url: 'https://example.com' })
    put_image(PIXEL, { width: '40px' })
    put_select('found', { label: 'Found', options: ['x', 'y'], native: false })
    toast('A toast', { duration: 0 })
    put_button('Open', () =>
      popup('A popup', [
        put_text('in it'),
        put_select('inner', { label: 'Inner', options: ['x', 'y'], native: false }),
      ]),
    )
    await input_group('A form', [
      input('Name', { name: 'name', required: true, help_text: 'help', placeholder: 'place' }),
      input('Number', { name: 'number', type: FLOAT }),
      select('Choose', ['a', 'b'], { name: 'choose' }),
      radio('Pick', ['a', 'b'], { name: 'pick' }),
      checkbox('Tick', ['a', 'b'], { name: 'tick' }),
      slider('Slide', { name: 'slide' }),
      textarea('Long', { name: 'long' }),
      file_upload('File', { name: 'file' }),
    ])
    await hold()
  },
  /** A long word in each place that can contain text. */
  async words() {
    const word = (letter: string): string => letter.repeat(200)
    put_text(word('t'))
    put_markdown(
      `**${word('m')}** \`${word('c')}\`\n\n- ${word('l')}\n\n| ${word('h')} |\n| - |\n| ${word('d')} |`,
    )
    put_html(`<b>${word('h')}</b>`)
    put_table([
      [word('h'), 'b'],
      [word('c'), 'd'],
    ])
    put_button(word('b'), () => {})
    put_buttons([word('b'), 'short'], () => {}, { group: true })
    put_button(word('l'), () => {}, { link_style: true })
    put_info(word('i'), { closable: true })
    put_error(word('e'))
    put_collapse(word('c'), word('i'), { open: true })
    put_tabs([
      { title: word('t'), content: word('p') },
      { title: 'Two', content: 'b' },
    ])
    put_link(word('k'), { url: 'https://example.com' })
    put_json({ [word('k')]: word('v') })
    put_code(word('q'))
    put_row([put_text(word('r')), put_text('short')])
    put_column([put_text(word('o'))])
    put_grid([[put_text(word('g')), put_text('short')]])
    put_scope('scope', { content: [put_text(word('s'))] })
    put_scrollable(word('s'), { height: 100 })
    put_progressbar('bar', { label: word('p') })
    put_file(`${word('f')}.txt`, 'content')
    put_image(PIXEL, { title: word('i') })
    put_loading()
    put_input('pin', { label: word('l'), help_text: word('h') })
    put_select('found', {
      label: word('l'),
      options: [word('o')],
      value: [word('o')],
      multiple: true,
      native: false,
    })
    put_actions('press', { label: word('l'), buttons: [word('b')] })
    toast(word('t'), { duration: 0 })
    await input_group(word('g'), [
      input(word('i'), {
        name: 'i',
        help_text: word('h'),
        placeholder: word('p'),
        action: [word('a'), () => {}],
      }),
      select(word('s'), [word('o')], { name: 's' }),
      radio(word('r'), [word('o')], { name: 'r' }),
      checkbox(word('c'), [word('o')], { name: 'c', inline: true }),
      slider(word('d'), { name: 'd' }),
      file_upload(word('f'), { name: 'f', placeholder: word('p') }),
      actions(word('a'), [word('b')], { name: 'a' }),
    ])
  },
  /**
   * A typical visit: the person chooses a tab, answers a question, opens a popup and reads a toast. A script
   * counts how often it runs.
   */
  async journey() {
    put_tabs([
      { title: 'First', content: 'in the first' },
      { title: 'Second', content: 'in the second' },
    ])
    put_html('<script>window.ran = (window.ran ?? 0) + 1</script>', { sanitize: false })
    put_button('Open', () =>
      popup('A popup', [put_text('in it'), put_button('Tell', () => toast('A toast', { duration: 0 }))]),
    )
    put_text('Answer:', await input('Question'))
    put_text('Another:', await input('Another question'))
    await hold()
  },
  /** Consecutive questions, and a popup. */
  async questions() {
    put_button('Open', () =>
      popup('A popup', [
        put_select('inner', { label: 'Inner', options: ['x', 'y'], native: false }),
        put_textarea('code', { label: 'Code', code: { mode: 'js' } }),
      ]),
    )
    put_text('One', await input('First question'))
    put_text('Two', await input('Second question'))
    await hold()
  },
}

const query = new URLSearchParams(location.search)
const task = TASKS[query.get('task') ?? 'looks'] as () => Promise<void>

function App(): ReactNode {
  return <WebIOApp task={task} />
}

function HostForm({ children }: { readonly children?: ReactNode }): ReactNode {
  return (
    <form
      id="host-form"
      action="/elsewhere"
      onSubmit={(event) => {
        event.preventDefault()
        heard.push('submit')
      }}
      onChange={hear('change')}
      onInput={hear('input')}
      onReset={hear('reset')}
      onInvalid={hear('invalid')}
    >
      <input name="own" aria-label="Own" />
      {children}
      <button>Host button</button>
    </form>
  )
}

/** A button of the host page that changes the surroundings of the component and changes them back. */
function Toggle({ children }: { readonly children: (isOn: boolean) => ReactNode }): ReactNode {
  const [isOn, setIsOn] = useState(false)
  return (
    <>
      <button onClick={() => setIsOn(!isOn)}>{isOn ? 'Restore' : 'Disturb'}</button>
      {children(isOn)}
    </>
  )
}

/** Suspends forever. */
function Suspended(): ReactNode {
  return use(FOREVER)
}
const FOREVER = new Promise<never>(() => {})

/** A component of one application that contains another one. */
function Inner(): ReactNode {
  return (
    <section id="inner">
      <App />
    </section>
  )
}

async function outer(): Promise<void> {
  put_text('Of the outer application')
  put_component('Inner')
  await hold()
}

const PLACES: Readonly<Record<string, () => ReactNode>> = {
  plain: () => (
    <div>
      <App />
    </div>
  ),
  /** It has no handlers, so the browser's default behavior is visible. */
  form: () => (
    <form id="host-form" action="/elsewhere">
      <input name="own" aria-label="Own" />
      <App />
    </form>
  ),
  handledForm: () => (
    <HostForm>
      <App />
    </HostForm>
  ),
  portalBelowForm: () => <HostForm>{createPortal(<App />, document.body)}</HostForm>,
  shadow: function Shadow() {
    const host = useRef<HTMLDivElement>(null)
    const [root, setRoot] = useState<Element | null>(null)
    useEffect(() => {
      const shadow = host.current?.shadowRoot ?? host.current?.attachShadow({ mode: 'open' })
      if (!shadow) return
      const styles = document.querySelector('link[rel="stylesheet"]')
      if (styles) shadow.append(styles.cloneNode())
      setRoot(shadow.appendChild(document.createElement('div')))
    }, [])
    return <div ref={host}>{root && createPortal(<App />, root)}</div>
  },
  iframe: function Frame() {
    const [root, setRoot] = useState<Element | null>(null)
    return (
      <iframe
        title="Frame"
        style={{ width: 800, height: 600 }}
        srcDoc='<!doctype html><html lang="en"><link rel="stylesheet" href="/host-page.css"><body><div></div></body></html>'
        onLoad={({ currentTarget }) => setRoot(currentTarget.contentDocument?.querySelector('div') ?? null)}
      >
        {root && createPortal(<App />, root)}
      </iframe>
    )
  },
  dialog: function NativeDialog() {
    const dialog = useRef<HTMLDialogElement>(null)
    useEffect(() => dialog.current?.showModal(), [])
    return (
      <dialog ref={dialog} onClose={hear('close')} style={{ width: 700 }}>
        <App />
      </dialog>
    )
  },
  nested: () => <WebIOApp task={outer} components={{ Inner }} theme="dark" />,
  suspense: () => (
    <Toggle>
      {(isOn) => (
        <Suspense fallback="The host waits">
          <App />
          {isOn && <Suspended />}
        </Suspense>
      )}
    </Toggle>
  ),
  activity: () => (
    <Toggle>
      {(isOn) => (
        <Activity mode={isOn ? 'hidden' : 'visible'}>
          <App />
        </Activity>
      )}
    </Toggle>
  ),
  // Identified by its key, because it is impossible to tell whether two tasks in the page are the same.
  route: () => (
    <Toggle>{(isOn) => (isOn ? 'Another page' : <WebIOApp task={task} resumeKey="journey" />)}</Toggle>
  ),
  radix: () => (
    <Dialog.Root defaultOpen onOpenChange={hear('close')}>
      <Dialog.Portal>
        <Dialog.Content aria-describedby={undefined}>
          <Dialog.Title>Of the host</Dialog.Title>
          <App />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  ),
}

const Place = PLACES[query.get('place') ?? 'plain'] as () => ReactNode
createRoot(document.getElementById('root') as HTMLElement).render(
  query.has('strict') ? (
    <StrictMode>
      <Place />
    </StrictMode>
  ) : (
    <Place />
  ),
)
