import type { NodeId, RawValue } from '@webio/core/protocol'
import { tabStorage } from './tab-storage'

/** Values that were entered but have not reached the session, by form or pin and by field. */
export type Drafts = ReadonlyMap<NodeId, ReadonlyMap<string, RawValue>>

/** The two kinds of drafts, stored separately: what was typed into forms, and what was entered into pins. */
export type DraftKind = 'forms' | 'pins'

/** Stores the drafts of a session in the tab's storage, for the page after a reload. */
export const draftStorage = {
  read(session: string, kind: DraftKind): Drafts {
    const stored = tabStorage.read(keyOf(session, kind))
    const drafts = new Map<NodeId, ReadonlyMap<string, RawValue>>()
    if (!isRecord(stored)) return drafts
    for (const [id, fields] of Object.entries(stored)) {
      if (isRecord(fields)) drafts.set(Number(id), new Map(Object.entries(fields).filter(isDraft)))
    }
    return drafts
  },

  write(session: string, kind: DraftKind, drafts: Drafts): void {
    const kept = [...drafts].filter(([, fields]) => fields.size > 0)
    if (kept.length === 0) return tabStorage.remove(keyOf(session, kind))
    tabStorage.write(
      keyOf(session, kind),
      Object.fromEntries(kept.map(([id, fields]) => [id, Object.fromEntries(fields)])),
    )
  },

  remove(session: string): void {
    tabStorage.remove(keyOf(session, 'forms'))
    tabStorage.remove(keyOf(session, 'pins'))
  },
}

function keyOf(session: string, kind: DraftKind): string {
  return `webio:drafts:${kind}:${session}`
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
