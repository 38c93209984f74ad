import { parseHandshake, parsePageMessage } from './parse-message'

const event = (body: object): object => ({ type: 'event', n: 3, seen: 4, event: body })
const submit = (values: unknown, more: object = {}): object =>
  event({ type: 'form-submit', form: 12, values, ...more })
const UPLOAD = {
  type: 'upload-open',
  owner: 12,
  field: 'f',
  key: 'k1',
  name: 'ä.pdf',
  mime_type: 'application/pdf',
  size: 2 ** 40,
  last_modified: 1_700_000_000_000,
}
const nested = JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`) as unknown

it.each<[string, object]>([
  ['seen', { type: 'seen', n: 0 }],
  ['leave', { type: 'leave' }],
  ['a click', event({ type: 'callback-fire', output: 10, key: 0 })],
  [
    'a click by name, with a value',
    event({ type: 'callback-fire', output: 10, key: 'click', value: { a: [1, null] } }),
  ],
  ['a submit', submit({ a: 'x', b: 1.5, c: null, d: [0, 2] })],
  ['a submit with a pressed button', submit({}, { action: { field: 'cmd', id: 1 } })],
  [
    'a submit of fields named like properties of objects',
    submit({ constructor: 'x', prototype: 'y', toString: 'z' }),
  ],
  ['a cancel', event({ type: 'form-cancel', form: 12 })],
  ['a cancellation by a button', event({ type: 'form-cancel', form: 12, action: { field: 'cmd', id: 0 } })],
  ['a check', event({ type: 'form-check', form: 12, field: 'a', value: '' })],
  ['a change', event({ type: 'form-change', form: 12, field: 'a', value: [1] })],
  ['an action', event({ type: 'form-action', form: 12, field: 'a' })],
  ['a pin’s change', event({ type: 'pin-change', output: 12, value: [1, 2] })],
  ['a pin’s check', event({ type: 'pin-check', output: 12 })],
  ['a request to upload', event(UPLOAD)],
  [
    'a request to upload an empty file without a type',
    event({ ...UPLOAD, name: '', size: 0, mime_type: '' }),
  ],
  ['the removal of a file', event({ type: 'upload-cancel', owner: 12, field: 'f', upload: 20 })],
  ['a dismissal', event({ type: 'output-dismiss', output: 10 })],
  ['a report', event({ type: 'output-report', output: 10, problem: 'failed', message: 'no axis' })],
  ['an event of the embedding page', event({ type: 'app-event', name: 'x', data: nested })],
  ['an event without data', event({ type: 'app-event', name: 'x', data: null })],
])('accepts %s unchanged', (_, message) => {
  expect(parsePageMessage(message)).toEqual({ ok: true, value: message })
})

it.each<[string, unknown, number, string]>([
  ['nothing', undefined, 0, 'Invalid type: Expected Object but received undefined'],
  ['null', null, 0, 'Invalid type: Expected Object but received null'],
  ['a text', '{"type":"leave"}', 0, 'Invalid type'],
  ['a list', [], 0, 'type: Invalid key'],
  ['no type', {}, 0, 'type: Invalid key'],
  ['another type', { type: 'welcome' }, 0, 'type: Invalid type'],
  ['a type named like a property of objects', { type: 'constructor' }, 0, 'type: Invalid type'],
  ['further fields', { type: 'leave', x: 1 }, 0, 'x: Invalid key'],
  ['event 0', { ...event({ type: 'form-cancel', form: 1 }), n: 0 }, 0, 'n: Invalid value'],
  ['event 1.5', { ...event({ type: 'form-cancel', form: 1 }), n: 1.5 }, 0, 'n: Invalid safe integer'],
  ['event "1"', { ...event({ type: 'form-cancel', form: 1 }), n: '1' }, 0, 'n: Invalid type'],
  ['no seen', { type: 'event', n: 3, event: { type: 'form-cancel', form: 1 } }, 3, 'seen: Invalid key'],
  ['seen below 0', { type: 'seen', n: -1 }, 0, 'n: Invalid value'],
  ['no event', { type: 'event', n: 3, seen: 0 }, 3, 'event: Invalid key'],
  ['another event', event({ type: 'drop-table' }), 3, 'event.type: Invalid type'],
  [
    'an additional field in an event',
    event({ type: 'form-cancel', form: 1, x: 1 }),
    3,
    'event.x: Invalid key',
  ],
  ['a form that is not a number', event({ type: 'form-cancel', form: '12' }), 3, 'event.form: Invalid type'],
  ['an invalid key', event({ type: 'callback-fire', output: 1, key: null }), 3, 'event.key: Invalid type'],
  ['a key below 0', event({ type: 'callback-fire', output: 1, key: -1 }), 3, 'event.key'],
  ['a long key', event({ type: 'callback-fire', output: 1, key: 'k'.repeat(1001) }), 3, 'event.key'],
  ['values in a list', submit(['x']), 3, 'event.values: Invalid record'],
  ['no values', submit(null), 3, 'event.values: Invalid record'],
  ['a value that is an object', submit({ a: {} }), 3, 'event.values: Invalid record'],
  ['a value that is true', submit({ a: true }), 3, 'event.values: Invalid record'],
  ['a value that is NaN', submit({ a: NaN }), 3, 'event.values: Invalid record'],
  ['ids that are not numbers', submit({ a: ['1'] }), 3, 'event.values: Invalid record'],
  ['ids in a list of lists', submit({ a: [[1]] }), 3, 'event.values: Invalid record'],
  ['a long field name', submit({ ['a'.repeat(1001)]: '' }), 3, 'event.values: Invalid record'],
  ['an action without id', submit({}, { action: { field: 'a' } }), 3, 'event.action.id: Invalid key'],
  ['an action that is null', submit({}, { action: null }), 3, 'event.action: Invalid type'],
  ['an upload without a size', event({ ...UPLOAD, size: undefined }), 3, 'event.size: Invalid'],
  ['an upload of negative size', event({ ...UPLOAD, size: -1 }), 3, 'event.size: Invalid value'],
  [
    'an upload of a fraction of a byte',
    event({ ...UPLOAD, size: 0.5 }),
    3,
    'event.size: Invalid safe integer',
  ],
  ['an upload whose size is a text', event({ ...UPLOAD, size: '3' }), 3, 'event.size: Invalid type'],
  ['an upload with a long name', event({ ...UPLOAD, name: 'n'.repeat(5000) }), 3, 'event.name'],
  ['an upload with a long key', event({ ...UPLOAD, key: 'k'.repeat(5000) }), 3, 'event.key'],
  ['an upload with an invalid time', event({ ...UPLOAD, last_modified: NaN }), 3, 'event.last_modified'],
  ['an upload with a token', event({ ...UPLOAD, token: 'x' }), 3, 'event.token: Invalid key'],
  [
    'a cancellation of several uploads',
    event({ type: 'upload-cancel', owner: 12, field: 'f', upload: [20] }),
    3,
    'event.upload: Invalid type',
  ],
  ['an event without data', event({ type: 'app-event', name: 'x' }), 3, 'event.data: Invalid key'],
])('refuses %s, and names the invalid part', (_, message, n, problem) => {
  const parsed = parsePageMessage(message)
  expect(parsed).toMatchObject({ ok: false, n })
  expect(!parsed.ok && parsed.problem).toContain(problem)
})

describe('handshake', () => {
  const hello = { protocol: 1, app: 'index', params: { lang: 'en', constructor: 1 } }

  it.each<[string, object, object]>([
    ['a new page', hello, hello],
    ['no parameters', { protocol: 1, app: 'x' }, { protocol: 1, app: 'x', params: {} }],
    ['auth of any kind', { ...hello, auth: ['t'] }, { ...hello, auth: ['t'] }],
    [
      'a page that reconnects',
      { ...hello, resume: { session: 's', secret: 'k', seen: 0 } },
      { ...hello, resume: { session: 's', secret: 'k', seen: 0 } },
    ],
    [
      '[H1] another version, so that the refusal can name it',
      { ...hello, protocol: 99 },
      { ...hello, protocol: 99 },
    ],
    ['a field from a later version', { ...hello, later: 1 }, hello],
  ])('accepts %s', (_, input, value) => {
    expect(parseHandshake(input)).toEqual({ ok: true, value })
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['no app', { protocol: 1, params: {} }],
    ['a version that is not a number', { ...hello, protocol: '1' }],
    ['an app that is not a text', { ...hello, app: ['index'] }],
    ['a long app', { ...hello, app: 'a'.repeat(1001) }],
    ['parameters in a list', { ...hello, params: [] }],
    ['resume without secret', { ...hello, resume: { session: 's', seen: 0 } }],
    ['resume with a seen below 0', { ...hello, resume: { session: 's', secret: 'k', seen: -1 } }],
  ])('[H2] refuses %s', (_, input) => {
    expect(parseHandshake(input)).toMatchObject({ ok: false, n: 0 })
  })
})
