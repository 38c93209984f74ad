import * as v from 'valibot'
import { FILTER_OPERATORS, MAX_ROWS_PER_REQUEST } from './datatable'
import { MAX_QUERY } from './input-spec'
import type { PageMessage, Handshake } from './wire-messages'
import { withoutProto } from './without-proto'

/**
 * The only entry for what a page sends. After it, messages have the shape that their types declare. The session decides whether what they
 * name exists. The key `__proto__` is dropped everywhere.
 */

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const id = count
/** The maximum length of names of applications, fields and events: long enough for any legitimate one. */
const MAX_NAME = 1000
const name = v.pipe(v.string(), v.maxLength(MAX_NAME))
const query = v.pipe(v.string(), v.maxLength(MAX_QUERY))
const json = v.unknown()
const rawValue = v.union([v.string(), v.pipe(v.number(), v.finite()), v.null(), v.array(count)])
/** `v.record` would silently drop `constructor` and `prototype`, which are valid names. */
const record = <T>(value: v.GenericSchema<unknown, T>) =>
  v.custom<{ readonly [key: string]: T }>(
    (input) =>
      typeof input === 'object' &&
      input !== null &&
      !Array.isArray(input) &&
      Object.entries(input).every(([key, one]) => key.length <= MAX_NAME && v.is(value, one)),
    'Invalid record',
  )
const action = v.optional(v.strictObject({ field: name, id: count }))

/** More columns than anybody sorts or filters by. */
const MAX_TERMS = 100
const number = v.pipe(v.number(), v.finite())
const rowQuery = v.strictObject({
  sort: v.pipe(
    v.array(v.strictObject({ column: count, desc: v.optional(v.boolean()) })),
    v.maxLength(MAX_TERMS),
  ),
  filter: v.pipe(
    v.array(
      v.strictObject({
        column: count,
        operator: v.picklist([...new Set(Object.values(FILTER_OPERATORS).flat())]),
        value: v.optional(v.union([name, number, v.boolean()])),
        to: v.optional(number),
      }),
    ),
    v.maxLength(MAX_TERMS),
  ),
  search: v.optional(name),
})
const scriptResult = v.variant('ok', [
  v.strictObject({ type: v.literal('script-result'), script: id, ok: v.literal(true), value: json }),
  v.strictObject({
    type: v.literal('script-result'),
    script: id,
    ok: v.literal(false),
    reason: v.picklist(['threw', 'refused', 'no_json']),
    message: v.string(),
  }),
])

const event = v.variant('type', [
  v.strictObject({
    type: v.literal('callback-fire'),
    output: id,
    key: v.union([count, name]),
    value: v.optional(json),
  }),
  v.strictObject({ type: v.literal('form-submit'), form: id, values: record(rawValue), action }),
  v.strictObject({ type: v.literal('form-cancel'), form: id, action }),
  v.strictObject({ type: v.literal('form-check'), form: id, field: name, value: rawValue }),
  v.strictObject({ type: v.literal('form-change'), form: id, field: name, value: rawValue }),
  v.strictObject({ type: v.literal('form-search'), form: id, field: name, query }),
  v.strictObject({ type: v.literal('form-action'), form: id, field: name }),
  v.strictObject({ type: v.literal('pin-change'), output: id, value: rawValue }),
  v.strictObject({ type: v.literal('pin-check'), output: id }),
  v.strictObject({ type: v.literal('pin-search'), output: id, query }),
  v.strictObject({ type: v.literal('output-dismiss'), output: id }),
  v.strictObject({
    type: v.literal('output-report'),
    output: id,
    problem: v.picklist(['failed', 'cleaned']),
    message: name,
  }),
  v.strictObject({
    type: v.literal('upload-open'),
    owner: id,
    field: name,
    key: name,
    name,
    mime_type: name,
    size: count,
    last_modified: v.pipe(v.number(), v.safeInteger()),
  }),
  v.strictObject({ type: v.literal('upload-cancel'), owner: id, field: name, upload: id }),
  v.strictObject({ type: v.literal('app-event'), name, data: json }),
  v.strictObject({
    type: v.literal('rows-request'),
    output: id,
    offset: count,
    limit: v.pipe(count, v.minValue(1), v.maxValue(MAX_ROWS_PER_REQUEST)),
    query: rowQuery,
  }),
  v.strictObject({ type: v.literal('rows-cancel'), output: id, request: count }),
  v.strictObject({
    type: v.literal('cell-edit'),
    output: id,
    row: v.union([name, number]),
    column: count,
    value: v.nullable(v.union([v.string(), number, v.boolean()])),
  }),
  scriptResult,
])

const pageMessage = v.variant('type', [
  v.strictObject({
    type: v.literal('event'),
    n: v.pipe(count, v.minValue(1)),
    seen: count,
    event,
    target: v.optional(count),
  }),
  v.strictObject({ type: v.literal('seen'), n: count }),
  v.strictObject({ type: v.literal('leave') }),
  v.strictObject({ type: v.literal('drafts'), form: id, values: record(rawValue) }),
  v.strictObject({ type: v.literal('yielded') }),
  v.strictObject({ type: v.literal('drive') }),
  v.strictObject({ type: v.literal('joined') }),
])

const role = v.optional(v.picklist(['observer', 'driver']))

const handshake = v.object({
  protocol: v.number(),
  app: name,
  params: v.optional(record(json), {}),
  auth: v.optional(json),
  resume: v.optional(
    v.strictObject({
      session: name,
      secret: name,
      seen: count,
      unless_attached: v.optional(v.boolean()),
      role,
    }),
  ),
  view: v.optional(v.strictObject({ session: name, token: name, role })),
})

/** The result of a parser: the value, or the problem with its path. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string; readonly n: number }

/**
 * Parses a message from a page.
 * @returns the message, or a `problem` that names the path and the rule; `n` is the number of the event if it could be read, or else 0
 * @example
 * const parsed = parsePageMessage(JSON.parse(text))
 * if (!parsed.ok) console.warn(parsed.problem)
 */
export function parsePageMessage(input: unknown): Parsed<PageMessage> {
  const result = v.safeParse(pageMessage, withoutProto(input), { abortEarly: true })
  if (result.success) return { ok: true, value: result.output as PageMessage }
  return { ok: false, problem: problemOf(result.issues[0]), n: eventNumberOf(input) }
}

/**
 * Parses a handshake.
 * @example
 * const parsed = parseHandshake(socket.handshake.auth)
 * if (parsed.ok) console.log(parsed.value.app)
 */
export function parseHandshake(input: unknown): Parsed<Handshake> {
  const result = v.safeParse(handshake, withoutProto(input), { abortEarly: true })
  if (result.success) return { ok: true, value: result.output as Handshake }
  return { ok: false, problem: problemOf(result.issues[0]), n: 0 }
}

function problemOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue)
  return path ? `${path}: ${issue.message}` : issue.message
}

function eventNumberOf(input: unknown): number {
  const result = v.safeParse(v.object({ type: v.literal('event'), n: count }), input)
  return result.success ? result.output.n : 0
}
