import type { NodeId, RawValue } from '@webio/core/protocol'
import { tabStorage } from './tab-storage'

/** What was typed and not submitted, by form and field. */
export type Drafts = ReadonlyMap<NodeId, ReadonlyMap<string, RawValue>>

/** Keeps the drafts of a session in the tab's storage, from the page that goes to the page that comes after a reload. */
export const draftStorage = {
  read(session: string): Drafts {
    const stored = tabStorage.read(keyOf(session))
    const drafts = new Map<NodeId, ReadonlyMap<string, RawValue>>()
    if (!isRecord(stored)) return drafts
    for (const [form, fields] of Object.entries(stored)) {
      if (isRecord(fields)) drafts.set(Number(form), new Map(Object.entries(fields).filter(isDraft)))
    }
    return drafts
  },

  write(session: string, drafts: Drafts): void {
    const forms = [...drafts].filter(([, fields]) => fields.size > 0)
    if (forms.length === 0) return tabStorage.remove(keyOf(session))
    tabStorage.write(
      keyOf(session),
      Object.fromEntries(forms.map(([form, fields]) => [form, Object.fromEntries(fields)])),
    )
  },

  remove(session: string): void {
    tabStorage.remove(keyOf(session))
  },
}

function keyOf(session: string): string {
  return `webio:drafts:${session}`
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isDraft(entry: [string, unknown]): entry is [string, RawValue] {
  const value = entry[1]
  return typeof value === 'string' || typeof value === 'number' || value === null || isIdList(value)
}

function isIdList(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((id) => typeof id === 'number')
}
