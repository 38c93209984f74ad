import type { OpenApp } from '../../src/testing/index'
import type { UploadedFile } from '../../src/index'
import {
  file_upload,
  hold,
  input,
  input_group,
  input_update,
  pin,
  put_file_upload,
  put_text,
  remove,
  use_scope,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import type { FileField } from '../../src/protocol/input-spec'
import { inSession, thrown } from '../support/app'

const bad = (value: unknown): never => value as never
const file = (name: string, content = 'content', type = ''): File =>
  new File([content], name, { type, lastModified: 1_700_000_000_500 })

/** Asks for files, submits the given ones, and returns the result. */
async function given(
  options: Parameters<typeof file_upload>[1],
  value: unknown,
): Promise<{ refused: object; value: unknown }> {
  let received: unknown = 'nothing'
  const t = await open_app(async () => {
    received = await file_upload('Files', options as object)
    await hold()
  })
  const refused = await t.submit(value)
  await t.settle()
  expect(t.errors).toEqual([])
  return { refused, value: received }
}

/** The file field of the open form. */
async function fieldOf(t: OpenApp): Promise<{ form: number; field: FileField }> {
  const { id, fields } = await t.form()
  return { form: id, field: fields.find(({ type }) => type === 'file') as FileField }
}

describe('file_upload returns', () => {
  it('a file with all its facts', async () => {
    const { value } = await given({}, file('C:\\fakepath\\notes.txt', 'a ä 😀', 'text/plain'))
    const received = value as UploadedFile
    expect(received).toMatchObject({
      filename: 'notes.txt',
      mime_type: 'text/plain',
      size: 9,
      last_modified: 1_700_000_000.5,
    })
    expect(new TextDecoder().decode(received.content)).toBe('a ä 😀')
    expect(await received.text()).toBe('a ä 😀')
    expect(await new Response(received.stream()).text()).toBe('a ä 😀')
    expect(() => received.path).toThrow('this file is in memory')
  })

  it('null if no file was chosen, and an array with multiple', async () => {
    expect((await given({}, null)).value).toBeNull()
    expect((await given({ multiple: true } as never, [])).value).toEqual([])
    const { value } = await given({ multiple: true } as never, [file('b'), file('a', '')])
    expect((value as UploadedFile[]).map(({ filename, size }) => [filename, size])).toEqual([
      ['b', 7],
      ['a', 0],
    ])
  })

  it('a field for a group', async () => {
    const t = await open_app(async () => {
      const { who, cv } = await input_group('Apply', [
        input('Who', { name: 'who' }),
        file_upload('CV', { name: 'cv', required: true, accept: '.pdf' }),
      ])
      put_text(who, cv.filename, await cv.text())
    })
    expect(await t.submit({ who: 'Ann' })).toEqual({ cv: 'Please choose a file.' })
    expect(await t.submit({ who: 'Ann', cv: file('cv.PDF', 'life') })).toEqual({})
    expect(t.text()).toBe('Ann cv.PDF life')
  })

  it('and passes the file to validate and onchange', async () => {
    const seen: unknown[] = []
    const t = await open_app(async () => {
      const received = await file_upload('F', {
        onchange: async (one) => seen.push(await one?.text()),
        validate: async (one) => ((await one?.text()) === 'good' ? null : 'This is not good.'),
      })
      put_text(received?.filename)
    })
    await t.change('data', file('a', 'bad'))
    expect(await t.submit(undefined)).toEqual({ data: 'This is not good.' })
    expect(seen).toEqual(['bad'])
  })
})

describe('names', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\a.txt', 'a.txt'],
    ['a\u0000b\n.txt', 'a_b_.txt'],
    ['gpj.\u202eexe', 'gpj._exe'],
    ['报告 تقرير 👩‍👩‍👧.pdf', '报告 تقرير 👩‍👩‍👧.pdf'],
    ['..', '_'],
    ['', '_'],
    ['a/', '_'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['Com1 .tar.gz', '_Com1 .tar.gz'],
    ['lpt².log', '_lpt².log'],
    ['CONIN$', '_CONIN$'],
    ['console.log', 'console.log'],
    ['a.txt:stream', 'a.txt_stream'],
    ['what?.txt', 'what_.txt'],
    ['<a|b>"*".txt', '_a_b____.txt'],
    ['a.txt. .', 'a.txt'],
  ])('%j is %j', async (name, clean) => {
    const { value } = await given({}, file(name))
    expect((value as UploadedFile).filename).toBe(clean)
  })
})

describe('what a person may not upload', () => {
  it.each<[string, object, unknown, string]>([
    [
      'too large',
      { max_size: 4 },
      file('a', '12345'),
      'The file “a” is too large. A file may be at most 4 bytes.',
    ],
    ['too large in K', { max_size: '1.5K' }, file('a', 'x'.repeat(1537)), 'at most 1.5 KB.'],
    [
      'too large together',
      { multiple: true, max_total_size: '10' },
      [file('a'), file('b')],
      'Together, the files are too large. The limit is 10 bytes.',
    ],
    ['several if one is requested', {}, [file('a'), file('b')], 'Please choose at most 1 files.'],
    [
      'of another type',
      { accept: '.pdf, image/*' },
      file('a.txt', 'x', 'text/plain'),
      'The type of the file “a.txt” is not accepted. Accepted: .pdf, image/*.',
    ],
  ])('%s', async (_, options, value, message) => {
    const { refused, value: received } = await given(options, value)
    expect((refused as { data: string }).data).toContain(message)
    expect(received).toBe('nothing')
  })

  it.each<[string | string[], File]>([
    ['.pdf', file('A.PDF')],
    [['.csv', '.txt'], file('a.txt')],
    ['image/*', file('a', 'x', 'image/png')],
    ['text/csv', file('a', 'x', 'text/CSV')],
    ['*', file('a')],
  ])('accept %j accepts matching files', async (accept, one) => {
    expect((await given({ accept }, one)).refused).toEqual({})
  })
})

describe('what a page may not do', () => {
  const open = (form: number, more: object = {}): never =>
    ({
      type: 'upload-open',
      owner: form,
      field: 'data',
      key: 'k',
      name: 'a.txt',
      mime_type: '',
      size: 3,
      last_modified: 0,
      ...more,
    }) as never

  async function asked(options: object = {}): Promise<{ t: OpenApp; form: number; values: unknown[] }> {
    const values: unknown[] = []
    const t = await open_app(async () => {
      values.push(await file_upload('F', options))
      await hold()
    })
    return { t, form: (await fieldOf(t)).form, values }
  }

  /** Sends an event that no honest page sends, and returns the code of the refusal. */
  async function sent({ t }: { t: OpenApp }, event: never): Promise<string | undefined> {
    const n = t.page.send(event)
    await t.until(() => !t.page.isPending(n))
    await t.settle()
    return t.refusals.at(-1)?.code
  }

  it.each<[string, object, object, string]>([
    ['a file that is too large', { max_size: 2 }, {}, 'bad_file'],
    ['a file of another type', { accept: '.pdf' }, {}, 'bad_file'],
    ['a file above the server’s limit', {}, { size: 200 * 1024 ** 2 + 1 }, 'bad_file'],
    ['a missing field', {}, { field: 'other' }, 'no_such_field'],
    ['a missing form', {}, { owner: 9999 }, 'no_such_field'],
    ['an invalid size', {}, { size: -1 }, 'bad_message'],
    ['a fractional size', {}, { size: 0.5 }, 'bad_message'],
  ])('open %s', async (_, options, more, code) => {
    const app = await asked(options)
    expect(await sent(app, open(app.form, more))).toBe(code)
    expect((await fieldOf(app.t)).field.files ?? []).toEqual([])
  })

  it('submits files that do not exist, are named twice, or are incomplete', async () => {
    const app = await asked({ multiple: true })
    const submit = (ids: unknown): never =>
      ({ type: 'form-submit', form: app.form, values: { data: ids } }) as never
    expect(await sent(app, submit([1]))).toBe('bad_value')
    expect(await sent(app, submit('x'))).toBe('bad_value')
    await sent(app, open(app.form))
    const [upload] = (await fieldOf(app.t)).field.files ?? []
    expect(await sent(app, submit([upload?.id, upload?.id]))).toBe('bad_value')
    await sent(app, submit([upload?.id]))
    await app.t.settle()
    expect(app.t.tree.forms.get(app.form)?.errors).toEqual({
      data: { id: 'file_unfinished', args: ['a.txt'] },
    })
    expect(app.values).toEqual([])
  })

  it('send more bytes than announced, or bytes at another offset', async () => {
    const app = await asked()
    await sent(app, open(app.form))
    const [spec] = (await fieldOf(app.t)).field.files ?? []
    const upload = app.t.session.files.uploads.find(spec?.token ?? '')
    const append = (offset: number, text: string): unknown =>
      upload?.append(offset, new Blob([text]).stream() as ReadableStream<Uint8Array>)
    expect(await append(1, 'x')).toEqual({ outcome: 'bad_offset', offset: 0 })
    expect(await append(0, 'four')).toEqual({ outcome: 'too_much', offset: 0 })
    expect(await append(0, 'ab')).toEqual({ outcome: 'taken', offset: 2 })
    expect(await append(0, 'ab')).toEqual({ outcome: 'bad_offset', offset: 2 })
    expect(await append(2, 'c')).toEqual({ outcome: 'taken', offset: 3 })
    expect(await append(3, 'd')).toEqual({ outcome: 'too_much', offset: 3 })
    expect((await fieldOf(app.t)).field.files).toMatchObject([{ done: true }])
  })

  it('cancel a missing file, or one that is being checked', async () => {
    let release = (_verdict: null): void => {}
    const app = await asked({ validate: () => new Promise<null>((resolve) => (release = resolve)) })
    const cancel = (id: number): never =>
      ({ type: 'upload-cancel', owner: app.form, field: 'data', upload: id }) as never
    expect(await sent(app, cancel(1))).toBe('no_such_upload')
    // This test expects only the refusals of the last sender.
    const submitted = app.t.submit(file('a')).catch(() => {})
    await app.t.until(() => app.t.session.forms.get(app.form)?.isBusy === true)
    const [upload] = (await fieldOf(app.t)).field.files ?? []
    expect(await sent(app, cancel(upload?.id ?? 0))).toBe('form_busy')
    expect(await sent(app, open(app.form))).toBe('form_busy')
    release(null)
    await submitted
    await app.t.until(() => app.values.length > 0)
    expect(app.values).toMatchObject([{ filename: 'a' }])
  })
})

describe('a file is deleted', () => {
  it('with its form if the form is cancelled, and with the session if it is accepted', async () => {
    let kept: UploadedFile | null = null
    const t = await open_app(async () => {
      await input_group('G', [file_upload('F', { name: 'f' })], { cancelable: true })
      kept = await file_upload('F')
      await hold()
    })
    const { form } = await fieldOf(t)
    await t.change('f', file('a')).catch(() => {}) // Nobody watches it, but it is uploaded anyway.
    const [upload] = (await fieldOf(t)).field.files ?? []
    const token = upload?.token ?? ''
    expect(t.session.files.uploads.find(token)).not.toBeNull()
    await t.cancel()
    expect(t.session.forms.get(form)).toBeUndefined()
    expect(t.session.files.uploads.find(token)).toBeNull()
    await t.submit(file('b'))
    expect(await (kept as UploadedFile | null)?.text()).toBe('content')
    await t.close()
    expect(await (kept as UploadedFile | null)?.text()).toBe('')
  })
})

describe('put_file_upload', () => {
  it('is read like a pin, reports changes, and refuses a written value', async () => {
    const seen: (string | undefined)[] = []
    const t = await open_app(async () => {
      put_file_upload('doc', { label: 'Doc', onchange: (one) => seen.push(one?.filename) })
      put_file_upload('docs', { multiple: true })
      await hold()
    })
    const read = (name: string): Promise<unknown> =>
      new Promise((resolve, reject) => {
        void t.session.tasks.run('external', async () => {
          await Promise.resolve(pin[name]).then(resolve, reject)
        })
      })
    expect([await read('doc'), await read('docs')]).toEqual([null, []])
    await t.change_pin('doc', file('a.txt', 'one'))
    await t.change_pin('docs', [file('b'), file('c')])
    const one = (await read('doc')) as UploadedFile
    expect([one.filename, await one.text()]).toEqual(['a.txt', 'one'])
    expect(((await read('docs')) as UploadedFile[]).map(({ filename }) => filename)).toEqual(['b', 'c'])
    expect(seen).toEqual(['a.txt'])
  })

  it('keeps a file that was read when it is removed from the page', async () => {
    let one: UploadedFile | null = null
    const t = await open_app(async () => {
      use_scope('s', () => put_file_upload('doc', { onchange: (given) => (one = given) }))
      await hold()
    })
    await t.change_pin('doc', file('a', 'still here'))
    await t.session.tasks.run('external', () => remove('s'))
    await t.settle()
    expect(await (one as UploadedFile | null)?.text()).toBe('still here')
  })

  it('deletes a file that was not read when it is removed from the page', async () => {
    const t = await open_app(async () => {
      use_scope('s', () => put_file_upload('doc'))
      await hold()
    })
    await t.change_pin('doc', file('a'))
    const [token = ''] = t.outputs.flatMap((one) =>
      one.type === 'pin' && one.field.type === 'file' ? (one.field.files ?? []).map((f) => f.token) : [],
    )
    expect(t.session.files.uploads.find(token)).not.toBeNull()
    await t.session.tasks.run('external', () => remove('s'))
    expect(t.session.files.uploads.find(token)).toBeNull()
  })
})

describe('arguments', () => {
  it.each<[string, () => unknown, string]>([
    [
      'an invalid size',
      () => file_upload('x', { max_size: 'big' }),
      'RangeError: file_upload: max_size must be a number of bytes',
    ],
    [
      'a size above the server’s limit',
      () => file_upload('x', { max_size: '1G' }),
      'RangeError: file_upload: max_size (1 GB) is more than the server takes: its max_payload_size is 200 MB.',
    ],
    [
      'a total above the server’s limit',
      () => put_file_upload('x', { max_total_size: '201mb' }),
      'RangeError: put_file_upload: max_total_size (201 MB) is more than the server takes',
    ],
    [
      'an invalid type',
      () => file_upload('x', { accept: 'pdf' }),
      'TypeError: file_upload: accept must be kinds such as ".pdf" or "image/*", not "pdf".',
    ],
    ['invalid kinds', () => file_upload('x', { accept: bad([5]) }), 'not 5.'],
    ['an unknown option', () => file_upload('x', bad({ size: 5 })), 'there is no option "size"'],
    ['a pin’s value', () => put_file_upload('x', bad({ value: null })), 'there is no option "value"'],
  ])('%s throws', async (_, call, message) => {
    expect(await inSession(() => thrown(call))).toContain(message)
  })

  it('can be updated in part', async () => {
    const t = await open_app(async () => {
      await file_upload('F', {
        onchange: () => {
          input_update({ accept: '.csv', placeholder: 'A table', required: true })
          put_text(thrown(() => input_update({ max_size: 5 })))
        },
      })
    })
    await t.change('data', file('a.txt'))
    expect((await fieldOf(t)).field).toMatchObject({
      accept: ['.csv'],
      placeholder: 'A table',
      required: true,
    })
    expect(t.text()).toBe("TypeError: input_update: 'max_size' can not be updated.")
  })
})
