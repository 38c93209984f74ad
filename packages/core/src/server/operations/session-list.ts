import type { ViewForm } from '../../state/view-tree'
import type { Session } from '../../engine/session'

/** The facts about a session for an operator. They never include its id or secret, with which an operator could replace its page. */
export interface ListedSession {
  /** Identifies the session only in this list. */
  readonly key: string
  /** Name of its application. */
  readonly app: string
  /** The result of `authorize`; null without one. */
  readonly user: unknown
  /** The IP address of its page. */
  readonly ip: string
  /** Id of its process. */
  readonly node: string
  /** `open` or `detached`. */
  readonly state: string
  /** When it started, in ISO 8601. */
  readonly since: string
  /** Seconds since the last sign of its visitor. */
  readonly idle: number
  /** What its tasks wait for: forms with their labels, and calls such as `sleep(60)`. */
  readonly waits_for: string
}

/** The facts about a session, for the list. */
export function listedSession(key: string, node: string, session: Session): ListedSession {
  const { app, clock, heardAt, info, startedAt, state } = session
  return {
    key,
    app,
    user: info.user ?? null,
    ip: info.user_ip,
    node,
    state: state.name,
    since: new Date(startedAt).toISOString(),
    idle: Math.max(0, Math.round((clock.now() - heardAt) / 1000)),
    waits_for: waitsFor(session),
  }
}

/** The label of a form, or else the label of its first field. */
export function labelOf({ spec: { label, fields } }: ViewForm): string {
  return label ?? fields[0]?.label ?? ''
}

function waitsFor({ scripts, tasks, view }: Session): string {
  const forms = [...view.tree.forms.values()].map((form) => `form ${JSON.stringify(labelOf(form))}`)
  const waits = [...forms, ...(scripts.size > 0 ? ['a script of its page'] : []), ...tasks.waits]
  if (waits.length > 0) return [...new Set(waits)].join(', ')
  if (tasks.size > 0) return tasks.size === 1 ? 'a task' : `${tasks.size} tasks`
  return 'its visitor'
}
