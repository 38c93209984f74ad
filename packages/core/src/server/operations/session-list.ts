import type { Session } from '../../engine/session'
import type { Html } from '../http/html'
import { markup } from '../http/html'
import type { NoticeStyle } from '../http/documents'
import { plainDocument } from '../http/documents'

/** What an operator sees of a session: never its id or its secret, which would let them take its page's place. */
export interface ListedSession {
  /** Names it in this list alone. */
  readonly key: string
  /** Name of its application. */
  readonly app: string
  /** What `authorize` returned; null without one. */
  readonly user: unknown
  /** Address of its page. */
  readonly ip: string
  /** `open` or `detached`. */
  readonly state: string
  /** When it started, as in ISO 8601. */
  readonly since: string
  /** Seconds since its visitor was last heard of. */
  readonly idle: number
  /** What its tasks wait for. */
  readonly waits_for: string
}

/** A session, for the list. */
export function listedSession(key: string, session: Session): ListedSession {
  const { app, clock, heardAt, info, startedAt, state } = session
  return {
    key,
    app,
    user: info.user ?? null,
    ip: info.user_ip,
    state: state.name,
    since: new Date(startedAt).toISOString(),
    idle: Math.max(0, Math.round((clock.now() - heardAt) / 1000)),
    waits_for: waitsFor(session),
  }
}

function waitsFor({ forms, scripts, tasks }: Session): string {
  if (forms.size > 0) return forms.size === 1 ? 'a form' : `${forms.size} forms`
  if (scripts.size > 0) return 'a script of its page'
  if (tasks.size > 0) return tasks.size === 1 ? 'a task' : `${tasks.size} tasks`
  return 'its visitor'
}

/**
 * The operator's page: all sessions, each with a button that ends it. Works without scripts.
 * @param processes in how many processes the sessions live
 */
export function sessionsDocument(
  sessions: readonly ListedSession[],
  processes: number,
  style: NoticeStyle,
): Html {
  const where = processes === 1 ? 'this process' : `${processes} processes`
  const body = markup`<main class="wide"><h1>Sessions</h1>
<p>${sessions.length === 1 ? '1 session lives' : `${sessions.length} sessions live`} in ${where}.</p>
${sessions.length === 0 ? markup`` : tableOf(sessions)}</main>`
  return plainDocument('Sessions', body, style)
}

function tableOf(sessions: readonly ListedSession[]): Html {
  return markup`<table>
<thead><tr><th scope="col">Application</th><th scope="col">User</th><th scope="col">Address</th><th scope="col">State</th><th scope="col">Since</th><th scope="col">Idle</th><th scope="col">Waits for</th><th scope="col"><span class="hidden">End</span></th></tr></thead>
<tbody>
${sessions.map(rowOf)}
</tbody>
</table>`
}

function rowOf({ key, app, user, ip, state, since, idle, waits_for }: ListedSession): Html {
  const name = user === null ? '–' : typeof user === 'string' ? user : JSON.stringify(user)
  return markup`<tr><td>${app}</td><td>${name}</td><td>${ip}</td><td>${state}</td><td><time datetime="${since}">${since.slice(0, 16).replace('T', ' ')}</time></td><td>${`${idle} s`}</td><td>${waits_for}</td><td><form method="post"><button name="close" value="${key}" aria-label="${`End this session of ${app}`}">End</button></form></td></tr>`
}
