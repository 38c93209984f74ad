import { screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import type { FieldProps, OutputProps } from '../src/index'
import { useOutput, useScope, useWebIOForm, WebIOOutput, WebIOProvider } from '../src/index'
import { renderApp, renderConnected } from './render-app'

function Line({ id }: { readonly id: number }): ReactNode {
  const output = useOutput(id)
  if (output?.node.type !== 'text') return <WebIOOutput id={id} />
  return <li onClick={() => output.fire('click', 1)}>{output.node.text}</li>
}

function Lines(): ReactNode {
  const scope = useScope('list')
  return (
    <ul aria-label="mine">
      {scope?.outputs.map((id) => (
        <Line key={id} id={id} />
      ))}
    </ul>
  )
}

function Question(): ReactNode {
  const form = useWebIOForm()
  if (!form) return null
  return (
    <section aria-busy={form.isBusy}>
      {form.fields.map(({ field, label, value, message, error, change, leave }) => (
        <label key={field.name}>
          {label}
          <input value={String(value ?? '')} onChange={({ target }) => change(target.value)} onBlur={leave} />
          {message && <em>{JSON.stringify(message)}</em>}
          {error && <strong>{error}</strong>}
        </label>
      ))}
      <button onClick={form.submit}>Answer</button>
    </section>
  )
}

it('lets a page draw a scope and its outputs itself', async () => {
  const { server, user, send, put } = await renderConnected(
    <WebIOProvider endpoint="/webio" locale="en">
      <Lines />
    </WebIOProvider>,
  )
  expect(screen.queryByRole('listitem')).toBeNull()
  await put({
    id: 10,
    type: 'scope',
    scope: 'list',
    children: [
      { id: 11, type: 'text', text: 'one' },
      { id: 12, type: 'code', code: 'two' },
    ],
  })
  expect(screen.getByRole('listitem')).toHaveTextContent('one')
  expect(await screen.findByText('two')).toBeInTheDocument()
  await send({ type: 'output-update', output: 11, set: { text: 'other' } })
  await user.click(screen.getByText('other'))
  expect(server.events).toEqual([{ type: 'callback-fire', output: 11, key: 'click', value: 1 }])
  await send({ type: 'output-remove', output: 10 })
  expect(screen.getByRole('list')).toBeEmptyDOMElement()
})

it('lets a page draw the form itself', async () => {
  const { server, user, send, openForm } = await renderConnected(
    <WebIOProvider endpoint="/webio" locale="en">
      <Question />
    </WebIOProvider>,
  )
  await openForm({
    fields: [
      { name: 'a', type: 'text', label: 'A', required: true },
      { name: 'b', type: 'text', label: 'B', value: 'given' },
    ],
  })
  expect(screen.getByLabelText('B')).toHaveValue('given')
  await user.click(screen.getByRole('button', { name: 'Answer' }))
  expect(screen.getByText(/required/)).toBeInTheDocument()
  expect(screen.getByText('Please fill out this field.')).toBeInTheDocument()
  expect(server.events).toEqual([])
  await user.type(screen.getByLabelText(/^A/), 'x')
  await user.click(screen.getByRole('button', { name: 'Answer' }))
  expect(server.events).toEqual([
    { type: 'form-submit', form: 50, values: { a: 'x', b: 'given' }, action: undefined },
  ])
  expect(document.querySelector('section')).toHaveAttribute('aria-busy', 'true')
  await send({ type: 'form-close', form: 50 })
  expect(document.querySelector('section')).toBeNull()
})

it('shows the parts of a container where the page’s own component puts them', async () => {
  const Tabs = ({ node }: OutputProps<'tabs'>): ReactNode =>
    node.tabs.map(({ title, panel }) => (
      <section key={panel} aria-label={title}>
        <WebIOOutput id={panel} />
      </section>
    ))
  const { put } = await renderApp({ outputs: { tabs: Tabs } })
  await put({
    id: 10,
    type: 'tabs',
    tabs: [
      { title: 'One', panel: 11 },
      { title: 'Two', panel: 12 },
    ],
    children: [
      { id: 11, type: 'scope', children: [{ id: 13, type: 'text', text: 'first' }] },
      { id: 12, type: 'scope', children: [{ id: 14, type: 'text', text: 'second' }] },
    ],
  })
  expect(screen.getByRole('region', { name: 'Two' })).toHaveTextContent('second')
})

it('separates outputs, fields and components: the name of a later output never clashes with a component', async () => {
  const { put, openForm } = await renderApp({
    outputs: { text: () => 'my text' },
    fields: { text: ({ id }: FieldProps<'text'>) => <input id={id} defaultValue="my field" /> },
    components: { video: () => 'my video' },
  })
  await put({ id: 10, type: 'text', text: 'x' }, { id: 11, type: 'component', name: 'video', props: {} })
  await openForm({ fields: [{ name: 'a', type: 'text', label: 'A' }] })
  expect(screen.getByText('my text')).toBeInTheDocument()
  expect(screen.getByText('my video')).toBeInTheDocument()
  expect(screen.getByLabelText('A')).toHaveValue('my field')
})

it('uses the label of a single question for its field', async () => {
  const { openForm } = await renderConnected(
    <WebIOProvider endpoint="/webio" locale="en">
      <Question />
    </WebIOProvider>,
  )
  await openForm({ label: 'Your name', single: true, fields: [{ name: 'data', type: 'text' }] })
  expect(screen.getByLabelText('Your name')).toHaveValue('')
})
