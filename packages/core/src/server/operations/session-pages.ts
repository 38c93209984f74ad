import type { NoticeStyle } from '../http/documents'
import { NOTICE_CSS, plainDocument } from '../http/documents'
import type { Html } from '../http/html'
import { markup } from '../http/html'
import type { ListedSession } from './session-list'
import type { SessionLook } from './session-look'

/** The number of sessions on one page of the list. */
export const ROWS = 200

/** The styles of the operator's pages. On a narrow screen, each row of the list is a card. */
export const OPERATOR_CSS = `${NOTICE_CSS}main.wide { max-width: 76rem; }
main a { display: inline; padding: 0; border: 0; border-radius: 0; color: LinkText; text-decoration: underline; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; padding: .5rem .75rem; border-bottom: 1px solid color-mix(in srgb, CanvasText 18%, Canvas); }
td.long { overflow-wrap: anywhere; }
th { white-space: nowrap; }
td.brief, td.end { white-space: nowrap; }
form { margin: 0; }
button { font: inherit; min-height: 2.5rem; padding: 0 1rem; border-radius: .5rem; cursor: pointer; color: inherit;
  background: transparent; border: 1px solid color-mix(in srgb, CanvasText 40%, Canvas); }
button:hover, button:focus-visible { border-color: LinkText; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; }
nav { display: flex; gap: 1.5rem; margin-top: 1.5rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .75rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; margin: 0 0 1.5rem; }
dt { opacity: .75; }
dd { margin: 0; overflow-wrap: anywhere; }
pre { margin: 0; padding: 1rem 1.25rem; border-radius: .75rem; white-space: pre-wrap; overflow-wrap: anywhere;
  border: 1px solid color-mix(in srgb, CanvasText 18%, Canvas); font: .9rem/1.5 ui-monospace, monospace; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (max-width: 48rem) {
  main { padding: 1.5rem 1rem; }
  table, tbody, tr, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { padding: .75rem 1rem; margin-bottom: .75rem; border-radius: .75rem;
    border: 1px solid color-mix(in srgb, CanvasText 18%, Canvas); }
  td { display: flex; gap: 1rem; padding: .25rem 0; border: 0; }
  td::before { content: attr(data-label); flex: 0 0 6.5rem; opacity: .75; }
  td.end { padding-top: .75rem; }
  td.end::before { content: none; }
  button { min-height: 2.75rem; }
}
`

/** A part of the list of sessions. */
export interface Listing {
  /** All sessions, oldest first. */
  readonly sessions: readonly ListedSession[]
  /** The number of processes that hold the sessions. */
  readonly processes: number
  /** The index of the first session to show, from 0. */
  readonly from: number
}

/** The operator's page: a list of sessions, each with a link to its outputs and a button that ends it. It works without scripts. */
export function sessionsDocument({ sessions, processes, from }: Listing, style: NoticeStyle): Html {
  const where = processes === 1 ? 'this process' : `${processes} processes`
  const shown = sessions.slice(from, from + ROWS)
  const body = markup`<main class="wide"><h1>Sessions</h1>
<p>${sessions.length === 1 ? '1 session lives' : `${sessions.length} sessions live`} in ${where}.</p>
${shown.length === 0 ? markup`` : tableOf(shown, processes > 1)}
${pagesOf(sessions.length, from)}</main>`
  return plainDocument('Sessions', body, style)
}

/** The page that shows the outputs of one session as text, with buttons to watch it live and to end it. */
export function lookDocument(look: SessionLook, style: NoticeStyle): Html {
  const { app, user, ip, node, state, since, idle, waits_for, text, popups, forms } = look
  const facts = [
    ['User', textOf(user)],
    ['Address', ip],
    ['Process', node],
    ['State', state],
    ['Since', timeOf(since)],
    ['Idle', durationOf(idle)],
    ['Waits for', waits_for],
  ] as const
  const body = markup`<main class="wide"><p><a href="sessions">All sessions</a></p>
<h1>${app}</h1>
<dl>
${facts.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}
</dl>
<div class="actions">${actionForm('watch', look, 'Watch it live')}${actionForm('close', look, 'End this session')}</div>
<p>If you watch it live, you see what its visitor types, except passwords, and the visitor sees that somebody is watching.</p>
<h2>What it shows</h2>
<pre>${text === '' ? 'Nothing.' : text}</pre>
${popups === '' ? markup`` : markup`<h2>Popups</h2>\n<pre>${popups}</pre>`}
${forms.map(
  ({ label, fields }) => markup`<h2>${label === '' ? 'Form' : `Form: ${label}`}</h2>
<pre>${fields.map((field) => (field === '' ? '(a field without a label)' : field)).join('\n')}</pre>`,
)}</main>`
  return plainDocument(`${app} – session`, body, style)
}

function tableOf(sessions: readonly ListedSession[], withNode: boolean): Html {
  const names = ['Application', 'User', 'Address', ...(withNode ? ['Process'] : [])]
  const head = [...names, 'State', 'Since', 'Idle', 'Waits for']
  // The roles stay when a narrow screen shows cards, because browsers ignore the semantics of a table whose display differs.
  return markup`<table role="table">
<thead role="rowgroup"><tr role="row">${head.map((name) => markup`<th role="columnheader" scope="col">${name}</th>`)}<th role="columnheader" scope="col"><span class="hidden">End</span></th></tr></thead>
<tbody role="rowgroup">
${sessions.map((session) => rowOf(session, withNode))}
</tbody>
</table>`
}

function rowOf(session: ListedSession, withNode: boolean): Html {
  const { key, app, user, ip, node, state, since, idle, waits_for } = session
  const cells = [
    cell('Application', markup`<a href="sessions?look=${key}">${app}</a>`),
    cell('User', nameOf(user), 'long'),
    cell('Address', ip),
    ...(withNode ? [cell('Process', node, 'brief')] : []),
    cell('State', state, 'brief'),
    cell('Since', markup`<time datetime="${since}">${timeOf(since)}</time>`, 'brief'),
    cell('Idle', durationOf(idle), 'brief'),
    cell('Waits for', waits_for, 'long'),
    cell('End', actionForm('close', session, 'End', `End this session of ${app}`), 'end'),
  ]
  return markup`<tr role="row">${cells}</tr>`
}

function cell(label: string, content: string | Html, kind = ''): Html {
  return markup`<td role="cell" class="${kind}" data-label="${label}">${content}</td>`
}

function actionForm(action: 'watch' | 'close', { key }: ListedSession, text: string, label = text): Html {
  return markup`<form method="post" action="sessions"><button name="${action}" value="${key}" aria-label="${label}">${text}</button></form>`
}

/** Links to the other pages of the list. */
function pagesOf(count: number, from: number): Html {
  const links = [
    ...(from > 0
      ? [markup`<a href="sessions?from=${String(Math.max(0, from - ROWS))}">Older sessions</a>`]
      : []),
    ...(from + ROWS < count
      ? [markup`<a href="sessions?from=${String(from + ROWS)}">Newer sessions</a>`]
      : []),
  ]
  return links.length === 0 ? markup`` : markup`<nav aria-label="Pages">${links}</nav>`
}

/** A name for a user, if their data contains one. */
function nameOf(user: unknown): string {
  if (typeof user !== 'object' || user === null) return textOf(user)
  const { name, email, id } = user as { name?: unknown; email?: unknown; id?: unknown }
  const known = [name, email, id].find((one) => typeof one === 'string' || typeof one === 'number')
  return textOf(known ?? user)
}

function textOf(user: unknown): string {
  if (user === null) return '–'
  return typeof user === 'string' ? user : JSON.stringify(user)
}

const timeOf = (since: string): string => `${since.slice(0, 16).replace('T', ' ')} UTC`

function durationOf(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  return seconds < 7200 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`
}
