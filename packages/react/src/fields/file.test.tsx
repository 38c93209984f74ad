import { fireEvent, screen, within } from '@testing-library/react'
import type { FileField, UploadSpec } from '@webio/core/protocol'
import { expectAccessible } from '../../test/expect-accessible'
import type { RenderedApp } from '../../test/render-app'
import { renderApp } from '../../test/render-app'

const FIELD: FileField = { name: 'f', type: 'file', label: 'F', max_size: 10, max_total_size: 15 }

async function fieldOf(more: Partial<FileField> = {}): Promise<RenderedApp> {
  const app = await renderApp()
  await app.openForm({ label: 'Group', fields: [{ ...FIELD, ...more }] })
  return app
}

const control = (): HTMLElement => screen.getByLabelText('F')
const entry = (name: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-webio-file="${name}"]`)
  if (!found) throw new Error(`${name} is not in the list.`)
  return found
}
const names = (): (string | undefined)[] =>
  [...document.querySelectorAll<HTMLElement>('[data-webio-file]')].map(({ dataset }) => dataset['webioFile'])

const choose = (...files: File[]): void => void fireEvent.change(control(), { target: { files } })

/** The upload requests that the page has sent. */
const wishes = ({ server }: RenderedApp) => server.events.filter((event) => event.type === 'upload-open')

/** The session accepts the requested files, and reports that they have arrived. */
async function takeAll(app: RenderedApp): Promise<UploadSpec[]> {
  const files = wishes(app).map(({ owner: _, field: __, type: ___, ...facts }, at): UploadSpec => {
    return { ...facts, id: 60 + at, token: `token ${at}`, done: true }
  })
  await app.send({ type: 'form-update', form: 50, field: 'f', set: { files } })
  return files
}

it('is an HTML control with its label, its help, and the accepted types and number of files', async () => {
  const { container } = await fieldOf({
    accept: ['.pdf', 'image/*'],
    multiple: true,
    required: true,
    help_text: 'Help',
    placeholder: 'Your pictures',
  })
  expect(control()).toHaveAttribute('type', 'file')
  expect(control()).toHaveAttribute('accept', '.pdf,image/*')
  expect(control()).toHaveAttribute('multiple')
  expect(control()).toHaveAttribute('aria-required', 'true')
  expect(control()).toHaveAccessibleDescription('Help')
  expect(container).toHaveTextContent('Your pictures')
  await expectAccessible(container)
})

it('[F6] requests each chosen file, lists it, and submits it once it has arrived', async () => {
  const app = await fieldOf({ multiple: true })
  choose(new File(['abc'], 'a.txt', { type: 'text/plain', lastModified: 5 }), new File([], 'b'))
  await app.run(() => {})
  expect(wishes(app)).toMatchObject([
    { owner: 50, field: 'f', name: 'a.txt', mime_type: 'text/plain', size: 3, last_modified: 5 },
    { owner: 50, field: 'f', name: 'b', size: 0 },
  ])
  expect(new Set(wishes(app).map(({ key }) => key)).size).toBe(2)
  expect(names()).toEqual(['a.txt', 'b'])
  await takeAll(app)
  expect(entry('a.txt')).toHaveAttribute('data-state', 'done')
  await expectAccessible(app.container)
  await app.user.click(screen.getByRole('button', { name: 'Submit' }))
  expect(app.server.events.at(-1)).toMatchObject({ type: 'form-submit', values: { f: [60, 61] } })
})

it.each<[string, Partial<FileField>, File[], string]>([
  ['is too large', {}, [new File(['x'.repeat(11)], 'a')], 'The file “a” is too large.'],
  ['is of another type', { accept: ['.pdf'] }, [new File(['x'], 'a')], 'is not accepted. Accepted: .pdf.'],
  [
    'is too large together with another',
    { multiple: true },
    [new File(['x'.repeat(9)], 'b'), new File(['x'.repeat(9)], 'a')],
    'Together, the files are too large.',
  ],
])('reports a file that %s, does not request it, and blocks the form', async (_, more, files, message) => {
  const app = await fieldOf(more)
  choose(...files)
  await app.run(() => {})
  expect(within(entry('a')).getByRole('alert')).toHaveTextContent(message)
  expect(wishes(app).map(({ name }) => name)).not.toContain('a')
  await takeAll(app)
  await app.user.click(screen.getByRole('button', { name: 'Submit' }))
  expect(app.server.events.some(({ type }) => type === 'form-submit')).toBe(false)
  expect(control()).toHaveAttribute('aria-invalid', 'true')
  expect(control()).toHaveAccessibleDescription(expect.stringContaining(message))
  await expectAccessible(app.container)
})

it('shows one message, about the current file', async () => {
  const app = await fieldOf({ accept: ['.csv'], required: true })
  const submit = (): Promise<void> => app.user.click(screen.getByRole('button', { name: 'Submit' }))
  const messages = (): (string | null)[] => screen.queryAllByRole('alert').map((one) => one.textContent)
  await submit()
  expect(messages()).toEqual(['Please choose a file.'])
  choose(new File(['x'.repeat(11)], 'large.csv'))
  await app.run(() => {})
  expect(messages()).toEqual([expect.stringContaining('“large.csv” is too large')])
  await submit()
  expect(messages()).toEqual([expect.stringContaining('“large.csv” is too large')])
  choose(new File(['x'], 'small.txt'))
  await app.run(() => {})
  expect(messages()).toEqual([expect.stringContaining('“small.txt” is not accepted')])
  choose(new File(['x'], 'small.csv'))
  await takeAll(app)
  expect(messages()).toEqual([])
})

it('[F10] removes a file, notifies the session, and keeps the focus', async () => {
  const app = await fieldOf({ multiple: true })
  choose(new File(['a'], 'a'), new File(['b'], 'b'))
  const [first] = await takeAll(app)
  await app.user.click(screen.getByRole('button', { name: 'Remove a' }))
  expect(app.server.events.at(-1)).toEqual({
    type: 'upload-cancel',
    owner: 50,
    field: 'f',
    upload: first?.id,
  })
  expect(names()).toEqual(['b'])
  expect(control()).toHaveFocus()
})

it('replaces the first file with a second one if the field accepts one file', async () => {
  const app = await fieldOf()
  choose(new File(['a'], 'a'))
  const [first] = await takeAll(app)
  choose(new File(['b'], 'b'))
  await app.run(() => {})
  expect(names()).toEqual(['b'])
  expect(app.server.events).toContainEqual({
    type: 'upload-cancel',
    owner: 50,
    field: 'f',
    upload: first?.id,
  })
})

it('reports an upload that the session refuses as failed', async () => {
  const app = await fieldOf()
  choose(new File(['a'], 'a'))
  await app.run((server) => server.refuseEvent('bad_file'))
  expect(entry('a')).toHaveAttribute('data-state', 'failed')
  expect(screen.getByRole('button', { name: 'Try again to upload a' })).toBeInTheDocument()
  await expectAccessible(app.container)
})

it('shows what an earlier page uploaded, and what remained incomplete', async () => {
  const spec = { key: 'k', mime_type: '', size: 1, last_modified: 0 }
  const app = await fieldOf({
    multiple: true,
    files: [
      { ...spec, id: 60, token: 't', name: 'there', done: true },
      { ...spec, id: 61, token: 'u', key: 'l', name: 'cut' },
    ],
  })
  expect(entry('there')).toHaveAttribute('data-state', 'done')
  expect(entry('cut')).toHaveAttribute('data-state', 'interrupted')
  expect(within(entry('cut')).getByRole('alert')).toHaveTextContent('Choose the same file again')
  await expectAccessible(app.container)
})
