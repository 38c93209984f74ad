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

type Members = Parameters<typeof v.strictObject>[0]

/** An object whose `type` decides on its other members. `v.variant` would try one type after the other. */
function byType(types: Readonly<Record<string, Members | v.GenericSchema>>): v.GenericSchema {
  const schemas = new Map<unknown, v.GenericSchema>()
  for (const [type, members] of Object.entries(types))
    schemas.set(type, isSchema(members) ? members : v.strictObject({ type: v.literal(type), ...members }))
  const unknown = v.object({ type: v.picklist(Object.keys(types)) })
  return v.lazy((input) => schemas.get((input as { readonly type?: unknown } | null)?.type) ?? unknown)
}

const isSchema = (members: Members | v.GenericSchema): members is v.GenericSchema => '~run' in members

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
const script = { type: v.literal('script-result'), script: id }
const answered = v.strictObject({ ...script, ok: v.literal(true), value: json })
const failed = v.strictObject({
  ...script,
  ok: v.literal(false),
  reason: v.picklist(['threw', 'refused', 'no_json']),
  message: v.string(),
})

const event = byType({
  'callback-fire': {
    output: id,
    key: v.union([count, name]),
    value: v.optional(json),
  },
  'form-submit': {
    form: id,
    values: record(rawValue),
    action,
  },
  'form-cancel': { form: id, action },
  'form-check': { form: id, field: name, value: rawValue },
  'form-change': { form: id, field: name, value: rawValue },
  'form-search': { form: id, field: name, query },
  'form-action': { form: id, field: name },
  'pin-change': { output: id, value: rawValue },
  'pin-check': { output: id },
  'pin-search': { output: id, query },
  'output-dismiss': { output: id },
  'output-report': {
    output: id,
    problem: v.picklist(['failed', 'cleaned']),
    message: name,
  },
  'upload-open': {
    owner: id,
    field: name,
    key: name,
    name,
    mime_type: name,
    size: count,
    last_modified: v.pipe(v.number(), v.safeInteger()),
  },
  'upload-cancel': { owner: id, field: name, upload: id },
  'app-event': { name, data: json },
  'rows-request': {
    output: id,
    offset: count,
    limit: v.pipe(count, v.minValue(1), v.maxValue(MAX_ROWS_PER_REQUEST)),
    query: rowQuery,
  },
  'rows-cancel': { output: id, request: count },
  'cell-edit': {
    output: id,
    row: v.union([name, number]),
    column: count,
    value: v.nullable(v.union([v.string(), number, v.boolean()])),
  },
  'script-result': v.lazy((input) => ((input as { readonly ok?: unknown }).ok === false ? failed : answered)),
})

const pageMessage = byType({
  event: {
    n: v.pipe(count, v.minValue(1)),
    seen: count,
    event,
    target: v.optional(count),
  },
  seen: { n: count },
  leave: {},
  drafts: { form: id, values: record(rawValue) },
  yielded: {},
  drive: {},
  joined: {},
})

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
      page: v.optional(name),
      attempt: v.optional(count),
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
