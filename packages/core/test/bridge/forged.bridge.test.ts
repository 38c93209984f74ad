import type { InputItem } from '@webio/core'
import {
  file_upload,
  input_group,
  put_actions,
  put_checkbox,
  put_file_upload,
  put_input,
  put_select,
  put_slider,
  put_textarea,
} from '@webio/core'
import { messageText } from '@webio/core/protocol'
import type { RawValue } from '@webio/core/protocol'
import { BROKEN_RULES, FORGED_FIELD, FORGED_FILES, IMPOSSIBLE_VALUES } from '../support/forgeries'
import type { TestServer } from './serve'
import { serve } from './serve'
import { SocketPage } from './socket-page'

/** What reached the author's code. */
const seen: unknown[] = []

const validate = (...values: unknown[]): null => {
  seen.push(values)
  return null
}

const asking = (field: (validate: () => null) => InputItem) => async (): Promise<void> => {
  seen.push(await input_group('G', [field(validate)]))
}

type FileOptions = (typeof FORGED_FILES)[number][1]

const askingForFile = (options: FileOptions) =>
  asking((check) => file_upload('x', { ...options, name: FORGED_FIELD, validate: check }))

const pinningFile = (options: FileOptions) => (): void => {
  put_file_upload(FORGED_FIELD, { ...options, onchange: note })
}

const note = (value: unknown): void => void seen.push(value)

const pins = (): void => {
  put_input('readonly', { readonly: true, value: 'v', onchange: note })
  put_input('short', { maxlength: 2, onchange: note })
  put_select('one', { options: ['a', ['b', 2, false, true]], onchange: note })
  put_checkbox('boxes', { options: ['a', ['b', 2, false, true]], onchange: note })
  put_slider('slider', { step: 5, onchange: note })
  put_textarea('area', { code: { readOnly: true }, value: 'v', onchange: note })
  put_actions('buttons', { buttons: ['a', { label: 'b', value: 2, disabled: true }], onchange: note })
}

describe('a raw Socket.IO client', () => {
  let server: TestServer
  beforeAll(async () => {
    const forgeries = [...BROKEN_RULES, ...IMPOSSIBLE_VALUES]
    server = await serve({
      pins,
      ...Object.fromEntries(forgeries.map(([, field], index) => [`app${index}`, asking(field)])),
      ...Object.fromEntries(FORGED_FILES.map(([, options], at) => [`file${at}`, askingForFile(options)])),
      ...Object.fromEntries(FORGED_FILES.map(([, options], at) => [`pin${at}`, pinningFile(options)])),
    })
  })
  afterAll(() => server[Symbol.asyncDispose]())
  beforeEach(() => void seen.splice(0))

  it.each(BROKEN_RULES.map((forgery, index) => [...forgery, index] as const))(
    'gets the message that a person would get if it breaks a rule: %s',
    async (_name, _field, values, message, index) => {
      await using page = new SocketPage(server.url, 'websocket', { app: `app${index}` })
      const { spec } = await page.form()
      page.send({ type: 'form-submit', form: spec.id, values: values as Record<string, RawValue> })
      const error = await page.until(() => page.session.form(spec.id)?.errors[FORGED_FIELD])
      expect([messageText(error), page.refused, seen]).toEqual([message, [], []])
    },
  )

  it.each(IMPOSSIBLE_VALUES.map((forgery, index) => [...forgery, BROKEN_RULES.length + index] as const))(
    'is refused if it sends what no control can send: %s',
    async (_name, _field, values, code, index) => {
      await using page = new SocketPage(server.url, 'websocket', { app: `app${index}` })
      const { spec } = await page.form()
      page.send({ type: 'form-submit', form: spec.id, values: values as Record<string, RawValue> })
      await page.until(() => page.refused.length > 0)
      expect([page.refused, seen]).toEqual([[code], []])
      expect(page.session.form(spec.id)).toBeDefined()
    },
  )

  it.each(
    ['file', 'pin'].flatMap((kind) =>
      FORGED_FILES.map(
        ([name, , files, message], at) => [kind, name, files, message, `${kind}${at}`] as const,
      ),
    ),
  )(
    '[F6] gets the message that a person would get if it offers a forbidden upload: %s, %s',
    async (_kind, _name, files, message, app) => {
      await using page = new SocketPage(server.url, 'websocket', { app })
      const owner = await page.until(() => {
        const pin = [...page.session.tree.nodes.values()].find(({ spec }) => spec.type === 'pin')
        return [...page.session.tree.forms.keys()][0] ?? pin?.spec.id
      })
      files.forEach((facts, at) =>
        page.send({
          type: 'upload-open',
          owner,
          field: FORGED_FIELD,
          key: `key ${at}`,
          last_modified: 0,
          ...facts,
        }),
      )
      const refused = await page.until(() => page.messages.find(({ type }) => type === 'refused'))
      expect(refused).toMatchObject({ n: files.length, code: 'bad_file', message })
      expect(seen).toEqual([])
    },
  )

  it('[P4] is refused, and calls no handler, if it sends a value that a pin cannot hold', async () => {
    await using page = new SocketPage(server.url, 'websocket', { app: 'pins' })
    const ids = await page.until(() => {
      const nodes = [...page.session.tree.nodes.values()]
      const found = nodes.flatMap(({ spec }) =>
        spec.type === 'pin' ? [[spec.field.name, spec.id] as const] : [],
      )
      return found.length === 7 ? new Map<string, number>(found) : null
    })
    const forged: [string, RawValue][] = [
      ['readonly', 'w'],
      ['short', 'abc'],
      ['short', 5],
      ['one', 1],
      ['one', 9],
      ['one', 'a'],
      ['boxes', [0, 1]],
      ['boxes', [0, 0]],
      ['slider', 101],
      ['slider', 3],
      ['slider', 'x'],
      ['area', 'w'],
      ['buttons', 1],
      ['buttons', 2],
      ['buttons', 'a'],
    ]
    for (const [name, value] of forged) page.send({ type: 'pin-change', output: ids.get(name) ?? -1, value })
    await page.until(() => page.refused.length === forged.length)
    expect(page.refused).toEqual(forged.map(() => 'bad_value'))
    page.send({ type: 'pin-change', output: ids.get('short') ?? -1, value: 'ab' })
    await page.until(() => seen.length > 0)
    expect(seen).toEqual(['ab'])
  })
})
