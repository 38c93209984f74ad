import type { PageEvent } from '../../protocol/events'
import type { Json, JsonObject } from '../../protocol/json'
import type { FormValues } from '../forms/form-spec'
import type { OpenForm } from '../forms/open-form'
import type { SessionInfo } from '../session-info'
import { plainCopy } from '../session-info'
import type { Reopen } from './durable-values'
import { decodeValue, encodeValue } from './durable-values'
import type { EventRecord } from './records'
import type { Sealer } from './sealer'

/** The part of an event that a journal keeps; null if the event holds a password that cannot be sealed. */
export function sealedEvent(
  event: PageEvent,
  isSecret: boolean,
  sealer: Sealer | undefined,
): Pick<EventRecord, 'event' | 'sealed'> | null {
  if (!isSecret) return { event }
  return sealer ? { sealed: sealer.seal(JSON.stringify(event)) } : null
}

/** The event of a record; null if its seal cannot be opened. */
export function openedEvent({ event, sealed }: EventRecord, sealer: Sealer | undefined): PageEvent | null {
  if (event) return event
  const text = sealed === undefined ? null : (sealer?.open(sealed) ?? null)
  return text === null ? null : (JSON.parse(text) as PageEvent)
}

/** The part of `info` that a journal keeps. It leaves out headers that carry credentials. */
export function storedInfo(info: SessionInfo): JsonObject {
  const copy = plainCopy(info) as unknown as { request: { headers: Record<string, Json> } } & JsonObject
  const headers = Object.entries(copy.request.headers).filter(([name]) => !SECRET_HEADERS.has(name))
  return {
    ...copy,
    request: { ...copy.request, headers: Object.fromEntries(headers) },
  } as unknown as JsonObject
}

const SECRET_HEADERS: ReadonlySet<string> = new Set(['cookie', 'authorization', 'proxy-authorization'])

/** The values of a form in the shape that a journal keeps; null if they hold a password that cannot be sealed. */
export function sealedValues(form: OpenForm, values: FormValues, sealer: Sealer | undefined): Json {
  const encoded = encodeValue(values, form.fingerprint)
  if (!form.isSecret) return { open: encoded }
  return sealer ? { sealed: sealer.seal(JSON.stringify(encoded)) } : null
}

/** The values of a form from a journal; null if their seal cannot be opened. */
export function openedValues(kept: Json, sealer: Sealer | undefined, reopen: Reopen): FormValues | null {
  const { open, sealed } = (kept ?? {}) as { readonly open?: Json; readonly sealed?: string }
  if (open !== undefined) return decodeValue(open, reopen) as FormValues
  const text = sealed === undefined ? null : (sealer?.open(sealed) ?? null)
  return text === null ? null : (decodeValue(JSON.parse(text) as Json, reopen) as FormValues)
}
