import type { FileField, UploadSpec } from '@webio/core/protocol'
import { FieldUploads } from './field-uploads'

const FIELD: FileField = { name: 'f', type: 'file', max_size: 10, max_total_size: 20, multiple: true }

/** A field for several files, whose session and transfers the test controls. */
function field() {
  const asked: Omit<UploadSpec, 'id' | 'token'>[] = []
  const transfers: { readonly token: string; readonly isNew: boolean; end(error?: Error): void }[] = []
  let files: readonly UploadSpec[] = []
  let ids: readonly number[] = []
  const uploads = new FieldUploads(50, 'f', {
    field: () => ({ ...FIELD, files }),
    ids: () => ids,
    setIds: (changed) => (ids = changed),
    touched: () => {},
    send: (event) => (event.type === 'upload-open' ? asked.push(event) : 0),
    transfer: (token, _file, { isNew }) =>
      new Promise((resolve, reject) =>
        transfers.push({ token, isNew, end: (error) => (error ? reject(error) : resolve()) }),
      ),
  })
  /** Updates the session's list of files. Those that it has been asked about get the ids from 60. */
  const list = (done: (id: number) => boolean): void => {
    files = asked.map(({ key, name, size, mime_type, last_modified }, index) => {
      const id = 60 + index
      return {
        id,
        key,
        token: `t${id}`,
        name,
        size,
        mime_type,
        last_modified,
        ...(done(id) && { done: true }),
      }
    })
    uploads.sync()
  }
  return { uploads, asked, transfers, list, ids: () => ids }
}

/** Resolves after the end of a transfer has been noticed. */
async function settled(): Promise<void> {
  await Promise.resolve()
  await Promise.resolve()
}

it('[F8] continues uploads that failed while there was no server, and ignores refused ones', async () => {
  const { uploads, asked, transfers, list, ids } = field()
  const states = (): string[] => uploads.shown.map(({ state }) => state)
  uploads.add([new File(['abc'], 'a'), new File(['x'.repeat(11)], 'too large')])
  list(() => false)
  transfers[0]?.end(new Error('no answer'))
  await settled()
  expect(states()).toEqual(['failed', 'refused'])

  uploads.resume()
  expect(states()).toEqual(['waiting', 'refused'])
  expect(transfers.map(({ token, isNew }) => [token, isNew])).toEqual([
    ['t60', true],
    ['t60', false],
  ])
  list(() => true)
  transfers[1]?.end()
  await settled()
  expect([states(), ids(), asked.length]).toEqual([['done', 'refused'], [60], 1])
})

it('keeps the order in which the files were chosen, whichever arrives first', () => {
  const { uploads, list, ids } = field()
  uploads.add(['a', 'b', 'c'].map((name) => new File([name], name)))
  list(() => false)
  list((id) => id === 62)
  expect(ids()).toEqual([62])
  list((id) => id !== 61)
  expect(ids()).toEqual([60, 62])
  list(() => true)
  expect(ids()).toEqual([60, 61, 62])
})
