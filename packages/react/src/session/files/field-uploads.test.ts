import type { FileField, UploadSpec } from '@webio/core/protocol'
import { FieldUploads } from './field-uploads'

it('[F8] continues uploads that failed while there was no server, and ignores refused ones', async () => {
  const field: FileField = { name: 'f', type: 'file', max_size: 10, max_total_size: 20, multiple: true }
  let files: readonly UploadSpec[] = []
  const asked: { key: string; name: string; size: number; mime_type: string; last_modified: number }[] = []
  const transfers: { readonly token: string; readonly isNew: boolean; end(error?: Error): void }[] = []
  let ids: readonly number[] = []
  const uploads = new FieldUploads(50, 'f', {
    field: () => ({ ...field, files }),
    ids: () => ids,
    setIds: (changed) => (ids = changed),
    touched: () => {},
    send: (event) => (event.type === 'upload-open' ? asked.push(event) : 0),
    transfer: (token, _file, { isNew }) =>
      new Promise((resolve, reject) =>
        transfers.push({ token, isNew, end: (error) => (error ? reject(error) : resolve()) }),
      ),
  })
  const states = (): string[] => uploads.shown.map(({ state }) => state)
  uploads.add([new File(['abc'], 'a'), new File(['x'.repeat(11)], 'too large')])
  const [
    { key, name, size, mime_type, last_modified } = {
      key: '',
      name: '',
      size: 0,
      mime_type: '',
      last_modified: 0,
    },
  ] = asked
  const spec: UploadSpec = { id: 60, key, token: 't', name, size, mime_type, last_modified }
  files = [spec]
  uploads.sync()
  transfers[0]?.end(new Error('no answer'))
  await Promise.resolve()
  await Promise.resolve()
  expect(states()).toEqual(['failed', 'refused'])

  uploads.resume()
  expect(states()).toEqual(['waiting', 'refused'])
  expect(transfers.map(({ token, isNew }) => [token, isNew])).toEqual([
    ['t', true],
    ['t', false],
  ])
  files = [{ ...spec, done: true }]
  transfers[1]?.end()
  await Promise.resolve()
  await Promise.resolve()
  expect([states(), ids, asked.length]).toEqual([['done', 'refused'], [60], 1])
})
