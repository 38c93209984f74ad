import { randomToken } from '../../engine/files/tokens'
import type { SessionInfo } from '../../engine/session-info'
import { settledIn } from '../../engine/task-context'
import { MAX_LINKS } from '../../engine/viewers/share-links'
import type { StoredLink } from '../../engine/viewers/stored-link'
import { SHARE_FINGERPRINT } from '../../engine/viewers/stored-link'
import type { ViewerRole } from '../../protocol/viewers'
import { shareIdOf } from '../../protocol/viewers'
import type { OptionRules, Rule } from '../arguments'
import { checkOptions } from '../arguments'
import { secondsOf } from '../duration'
import { liveContext } from '../live-context'
import { settled } from '../settled'
import type { RegisteredUser } from '../session/register'
import { sessionAndNode } from './current-node'

/** Options of `share`. */
export interface ShareOptions {
  /**
   * What a person who opens the link may do. An `observer` watches. A `driver` takes over the forms and buttons, and the previous driver watches.
   * @default 'observer'
   */
  role?: 'observer' | 'driver'
  /**
   * How long the link can be opened: seconds, or a text such as `30m`, `12h` or `7d`, at most 24 days. People who have opened it can stay.
   * @default '1h'
   */
  expires?: number | string
}

/** A link to this session. */
export interface ShareLink {
  /** For `<WebIOApp session={id}>`. Anybody who has the id may open the session, so treat it as a password. */
  readonly id: string
  /**
   * The URL of the stand-alone page that shows the session. It contains the host and the path of the handler as the server sees them. If the server
   * does not know the host, it is only a path. The part after `#` is secret, and browsers do not send it to any server.
   */
  readonly url: string
  readonly role: 'observer' | 'driver'
  /** When the link expires. */
  readonly expires_at: Date
  /** Ends the link at once, and disconnects the pages that came through it. If one of them drives, the session's own page drives again. */
  revoke(): void
}

/** A person whose page shows this session. */
export interface Viewer {
  /** A `driver` can use the forms and buttons. An `observer` watches. */
  readonly role: 'observer' | 'driver'
  /** What `authorize` returned for this person; null without one. */
  readonly user: RegisteredUser
  /** When this person joined. */
  readonly since: Date
}

const EXPIRES = {
  must: 'seconds above 0, or a text such as "30m", "12h" or "7d", 24 days at most',
  kind: (value: unknown) => typeof value === 'number' || typeof value === 'string',
  bounds: (value: number | string) => secondsOf(value) !== null,
} as const satisfies Rule

const RULES = {
  role: ['observer', 'driver'],
  expires: EXPIRES,
} as const satisfies OptionRules

const DEFAULT_EXPIRES = '1h'

/**
 * Creates a link that lets another person watch this session, or take it over. That person sees everything that this page sees, including what is
 * typed (except passwords). `authorize` is called for that person too. The session still belongs to its owner: `info.user` does not change.
 *
 * @returns a promise of the link; in a durable session, it is the same link after a restart
 * @throws TypeError or RangeError if an option is invalid; Error in worker threads, for tasks that run in a page, and if 1,000 links are valid;
 * SessionNotFoundException, SessionClosedException
 * @example
 * const link = await share({ role: 'driver', expires: '10m' })
 * put_link('Continue on another device', { url: link.url })
 */
export function share(options?: ShareOptions): Promise<ShareLink> {
  const { role = 'observer', expires = DEFAULT_EXPIRES } = checkOptions('share', options, RULES)
  const context = liveContext('share')
  const { session } = sessionAndNode('share')
  const seconds = secondsOf(expires) ?? 0
  const issue = async (): Promise<StoredLink> => ({
    token: randomToken(),
    expiresAt: session.clock.now() + seconds * 1000,
  })
  const made = session
    .recordedStep(context.path, SHARE_FINGERPRINT, 'share', issue)
    .then(({ token, expiresAt }) => {
      const viewers = session.openToViewers()
      if (!viewers) throw new Error('share needs a server.')
      if (!viewers.links.add({ token, role, expiresAt }))
        throw new Error(
          `share: this session already has ${MAX_LINKS} valid links. Reuse a link, or revoke() one.`,
        )
      const { app, id: sessionId } = session
      const id = shareIdOf({ session: sessionId, token, app })
      return {
        ...{ id, role, url: pageOf(session.info, app, id) },
        expires_at: new Date(expiresAt),
        revoke: () => viewers.revoke(token),
      }
    })
  return settled(settledIn(context, made))
}

/**
 * The people whose pages show this session now, the driver first. Without `share`, the list has only the session's own page, or nobody while that
 * page is disconnected. Durable sessions do not record the result: call this inside `step` if the task depends on it.
 *
 * @throws SessionNotFoundException, SessionClosedException; Error in worker threads, and for tasks that run in a page
 * @example put_text(`${viewers().filter(({ role }) => role === 'observer').length} watch`)
 */
export function viewers(): Viewer[] {
  const { session } = sessionAndNode('viewers')
  const person = (role: ViewerRole, { user }: SessionInfo, since: number): Viewer => ({
    role,
    user: (user ?? null) as RegisteredUser,
    since: new Date(since),
  })
  const shared = session.viewers?.list()
  if (shared) return shared.map(({ viewer, role }) => person(role, viewer.info, viewer.since))
  return session.state.name === 'open' ? [person('driver', session.info, session.startedAt)] : []
}

/** The URL of the stand-alone page, as far as the first request of the session reveals it. */
function pageOf({ origin, request, server_host }: SessionInfo, app: string, id: string): string {
  const [target = ''] = request.url.split('?')
  const path = target.replace(/\/io\/?$/, '')
  const page = `${path.endsWith('/') ? path : `${path}/`}?app=${encodeURIComponent(app)}#session=${id}`
  if (request.url === '' || server_host === '') return page
  const from = [origin, request.headers.referer?.toString() ?? ''].find((url) => /^https?:/.test(url))
  return `${from?.startsWith('https:') ? 'https' : 'http'}://${server_host}${page}`
}
