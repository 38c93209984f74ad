import type { CloseReason } from '../../protocol/commands'
import type { HandshakeErrorCode } from '../../protocol/error-codes'
import { parseHandshake } from '../../protocol/parse-message'
import type { JsonObject } from '../../protocol/json'
import { PROTOCOL_VERSION } from '../../protocol/version'
import type { FirstPaint } from '../../protocol/first-paint'
import type { ViewRequest } from '../../protocol/viewers'
import type { Handshake } from '../../protocol/wire-messages'
import type { TaskFunction } from '../tasks/applications'
import type { Clock } from '../clock'
import { systemClock } from '../clock'
import type { FileStore } from '../files/file-store'
import type { Logger } from '../logger'
import { MemoryFileStore } from '../files/memory-file-store'
import type { OutboxLimits } from '../wire/outbox'
import type { CommonOptions, ViewersFactory } from '../session-options'
import { Session } from '../session'
import { paintFirst } from './first-paint'
import type { DurableSetup } from '../durable/durable-events'
import type { DurableHost, DurableSessions, SessionIdentity } from './durable-sessions'
import type { SessionNode } from './session-node'
import { makeRoom } from './session-room'
import { SessionCounts } from './session-counts'
import type { LifeSpan, ExpiringSession } from './session-expiry'
import { PageAttempts } from './page-attempts'
import { SessionExpiry } from './session-expiry'
import type { SessionInfo } from '../session-info'
import type { SessionTracer } from '../session-tracer'
import { UNKNOWN_INFO } from '../session-info'
import type { SessionRegistry } from './session-registry'
import { InMemorySessionRegistry } from './session-registry'
import type { SessionTransport } from '../wire/session-transport'
import { randomToken } from '../files/tokens'

/** The settings of one application's sessions. */
export interface AppLimits {
  /** Overrides the LifeSpan of all sessions. */
  readonly idle?: number | undefined
  readonly age?: number | undefined
  /** The maximum number of its sessions. More are refused. @default Infinity */
  readonly sessions?: number | undefined
}

export interface SessionHostOptions {
  readonly applications: ReadonlyMap<string, TaskFunction>
  readonly logger: Logger
  /** @default the machine's */
  readonly clock?: Clock
  /** How many seconds a session waits for its page after the connection is lost. @default 30 */
  readonly reconnectTimeout?: number
  /** The maximum number of sessions. More are refused. @default Infinity */
  readonly maxSessions?: number
  /** The maximum number of sessions per address. More are refused, unless the address is unknown. @default Infinity */
  readonly maxSessionsPerIp?: number
  /** The limits after which sessions end. @default no limits */
  readonly lifeSpan?: LifeSpan
  /** The settings of an application's sessions, which override the common ones. */
  readonly limitsOf?: (app: string) => AppLimits
  /** Seconds between two sweeps. @default as in SessionExpiryOptions */
  readonly expiryInterval?: number | undefined
  /** Shows the stack of a failed task in the page. @default false */
  readonly debug?: boolean
  readonly outboxLimits?: OutboxLimits
  /** The size of the largest message from a page, in bytes; the transport enforces it. @default no limit */
  readonly maxMessageBytes?: number
  /** Lets others show its sessions. @default they cannot be shared */
  readonly viewers?: ViewersFactory
  /** The maximum number of viewers of one session by links at a time. @default 100 */
  readonly maxViewers?: number | undefined
  /** Whether stray errors of a task's code belong to its session; otherwise they end the process. @default true */
  readonly takesStrayErrors?: boolean
  /** Makes sessions survive their process. @default they do not */
  readonly durable?: ((host: DurableHost) => DurableSessions) | undefined
  /** @default in memory */
  readonly registry?: SessionRegistry
  /** The store of uploads. @default in memory */
  readonly files?: FileStore
  /** Returns the tracer of a new session. @default none */
  readonly tracer?: (() => SessionTracer | null) | undefined
  /** The node of its sessions. @default none: sessions cannot exchange messages */
  readonly node?: SessionNode
}

const DEFAULT_RECONNECT_SECONDS = 30

/** How many milliseconds an attached page has to answer before another page gets its session (rule H9). */
const ANSWER_MS = 1500

/** The longest time that a session of a document waits for the document's page, even if other sessions wait longer. */
const UNTAKEN_SECONDS = 30

/** A handshake was refused. */
export class HandshakeRefusal extends Error {
  readonly code: HandshakeErrorCode
  constructor(code: HandshakeErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'HandshakeRefusal'
    this.code = code
  }
}

/** The session that a page asks for; undefined if it wants a new one. */
export function wantedSession({ resume, view }: Handshake): string | undefined {
  return (resume ?? view)?.session
}

/** A host's decision about a handshake: the session that the page gets. */
export interface Admission {
  readonly session: Session
  /** Whether the session continues: another page had it before, or it existed before its page. */
  readonly resumed: boolean
  /** Attaches the page, and starts the task of a new session. */
  begin(transport: SessionTransport): void
}

/** Opens and resumes the sessions of its applications. It knows nothing of sockets: a bridge passes handshakes and transports. */
export class SessionHost {
  readonly registry: SessionRegistry
  /** How many sessions have begun and ended. */
  readonly counts = new SessionCounts()
  /** Its durable sessions; null if it has none. */
  readonly durable: DurableSessions | null
  readonly #options: SessionHostOptions
  readonly #common: CommonOptions
  readonly #node: SessionNode | undefined
  readonly #expiry: SessionExpiry
  #applications: ReadonlyMap<string, TaskFunction>
  #opensNone = false
  readonly #attempts = new PageAttempts()
  /** Sessions that began with their page. */
  readonly #ofVisitors = new WeakSet<Session>()
  /** The functions that sessions run. */
  readonly #tasks = new WeakMap<Session, TaskFunction>()
  /** Sessions whose code has been edited since they began. */
  readonly #outdated = new WeakSet<Session>()
  /** Sessions that wait for their first page, by application. */
  readonly #prepared = new Map<string, Session>()
  /** Sessions that began without a page and wait for the page of their document, with the functions that cancel their end. */
  readonly #untaken = new Map<Session, () => void>()

  constructor(options: SessionHostOptions) {
    this.#options = options
    this.#applications = options.applications
    this.registry = options.registry ?? new InMemorySessionRegistry()
    this.#common = commonOptions(options)
    const { durable, logger } = options
    this.durable =
      durable?.({
        clock: options.clock ?? systemClock,
        logger,
        task: (app) => this.#applications.get(app),
        make: (identity, setup) => this.#make(identity, setup),
        add: (session) => {
          this.#ofVisitors.add(session)
          this.#add(session)
        },
      }) ?? null
    this.#node = options.node
    const { clock = systemClock, lifeSpan, expiryInterval } = options
    const sessions = () => this.registry.list()
    const spanOf = ({ app }: ExpiringSession) => {
      const { idle = lifeSpan?.idle ?? Infinity, age = lifeSpan?.age ?? Infinity } = this.#limitsOf(app)
      return { idle, age }
    }
    this.#expiry = new SessionExpiry({ clock, sessions, spanOf, interval: expiryInterval })
  }

  get applications(): ReadonlyMap<string, TaskFunction> {
    return this.#applications
  }

  /** Replaces the applications for new sessions. Open sessions continue with the code that they started with. */
  setApplications(applications: ReadonlyMap<string, TaskFunction>): void {
    this.#applications = applications
  }

  /** Marks the sessions whose function is no longer that of their application, because the author has edited it. They give way to new ones when their page is reloaded. */
  outdateSessions(): void {
    for (const session of this.registry.list()) {
      const task = this.#tasks.get(session)
      if (task && task !== this.#applications.get(session.app)) this.#outdated.add(session)
    }
  }

  /** Stops opening sessions. Existing sessions can still be resumed. */
  stopOpening(): void {
    this.#opensNone = true
  }

  /**
   * Parses a handshake.
   * @throws HandshakeRefusal `bad_handshake`, `version_mismatch`
   */
  parse(input: unknown): Handshake {
    const parsed = parseHandshake(input)
    if (!parsed.ok) throw new HandshakeRefusal('bad_handshake', parsed.problem)
    if (parsed.value.protocol !== PROTOCOL_VERSION) {
      throw new HandshakeRefusal(
        'version_mismatch',
        `The page speaks protocol ${parsed.value.protocol}, this server ${PROTOCOL_VERSION}: reload the page.`,
      )
    }
    return parsed.value
  }

  /**
   * Finds the session that a handshake asks for, or opens a new one.
   * @param info the facts about the page; its `user` must equal that of the session to resume
   * @throws HandshakeRefusal `app_not_found`, `session_gone`, `server_full`
   */
  admit(handshake: Handshake, info: SessionInfo): Admission {
    const { resume, view } = handshake
    if (resume) return this.#resume(handshake, resume, info)
    return view ? this.#view(handshake, view, info) : this.#open(handshake, info)
  }

  /**
   * Tells whether a page shows the session that another page asks for, and is alive (rule H9). Returns false if the session does not exist or does
   * not belong to the asking page.
   */
  async isShown({ session, secret }: NonNullable<Handshake['resume']>): Promise<boolean> {
    const transport = this.registry.get(session)?.seatOf(secret)?.transport
    if (!transport) return false
    return (await transport.answers?.(ANSWER_MS)) ?? true
  }

  /** Tells the session which page asks for it. Call this before `admit`: a link may have resumed the session without the secret of its own page. */
  async recognize({ session, secret }: NonNullable<Handshake['resume']>): Promise<void> {
    const live = this.registry.get(session)
    if (live) await this.durable?.recognize(live, secret)
  }

  /** Opens a session before its page: the first page that asks for the application gets it. The session does not run a task by itself. */
  prepare(app: string): Session {
    const session = this.#newSession(app, {}, UNKNOWN_INFO, false)
    this.#prepared.set(app, session)
    return session
  }

  /**
   * Starts a session for a document that shows its first outputs (rules FP1 to FP4). The document's page resumes the session with the data in the
   * paint; if no page comes in time, the session ends.
   * @param ms the longest time to wait for an output
   * @throws HandshakeRefusal as `admit`
   */
  async paint(handshake: Handshake, info: SessionInfo, ms: number): Promise<FirstPaint> {
    const { clock = systemClock, reconnectTimeout = DEFAULT_RECONNECT_SECONDS } = this.#options
    const admission = this.admit(handshake, info)
    const { session } = admission
    const seconds = Math.min(reconnectTimeout, UNTAKEN_SECONDS)
    const cancel = clock.setPatientTimer(() => void session.close('expired'), ms + seconds * 1000)
    this.#untaken.set(session, cancel)
    return paintFirst(admission, clock, ms)
  }

  /** Ends all sessions. Resolves when their deferred functions have run. */
  async close(reason: CloseReason): Promise<void> {
    await Promise.all(this.registry.list().map((session) => session.close(reason)))
  }

  #resume(handshake: Handshake, resume: NonNullable<Handshake['resume']>, info: SessionInfo): Admission {
    const session = this.registry.get(resume.session)
    const seat = session?.seatOf(resume.secret)
    if (!session || !seat || session.app !== handshake.app || identityOf(seat.info) !== identityOf(info))
      throw sessionGone()
    // A reloaded page has applied nothing yet; one whose connection was lost continues with the code that it has.
    if (resume.seen === 0 && seat.isDriver && this.#outdated.delete(session)) {
      this.#options.logger.info(
        `[webio] application "${session.app}" has been edited: the reloaded page runs the new code in a new session.`,
      )
      void session.close('left')
      throw new HandshakeRefusal('session_gone', 'The application has been edited since the session began.')
    }
    return {
      session,
      resumed: true,
      begin: (transport) => {
        if (this.#attempts.isGivenUp(session, resume)) return transport.close()
        if (this.#withdrawEnd(session)) session.meet(info)
        seat.attach(transport, resume.seen, resume.role ?? 'driver')
      },
    }
  }

  /** Admits a page that came by a link of `share` (rule W2). */
  #view(handshake: Handshake, view: ViewRequest, info: SessionInfo): Admission {
    const session = this.registry.get(view.session)
    const invitation = session?.app === handshake.app ? session.invitationOf(view.token) : null
    if (!session || !invitation) throw sessionGone()
    if (invitation.isFull)
      throw new HandshakeRefusal('server_full', 'max_viewers: this session already has too many viewers.')
    identityOf(info) // Throws if the user cannot be compared when the viewer's page comes back.
    const { role = 'driver' } = view
    return { session, resumed: true, begin: (transport) => invitation.join(transport, info, role) }
  }

  #open(handshake: Handshake, info: SessionInfo): Admission {
    identityOf(info)
    const task = this.#applications.get(handshake.app)
    if (!task)
      throw new HandshakeRefusal('app_not_found', `There is no application ${JSON.stringify(handshake.app)}.`)
    const prepared = this.#prepared.get(handshake.app)
    if (prepared) return this.#givePrepared(prepared, info)
    this.#makeRoom(handshake.app, info.user_ip)
    const session = this.#newSession(handshake.app, handshake.params, info, true)
    this.#ofVisitors.add(session)
    this.#tasks.set(session, task)
    return {
      session,
      resumed: false,
      begin: (transport) => {
        session.attach(transport, 0, false)
        session.start(task)
      },
    }
  }

  #limitsOf(app: string): AppLimits {
    return this.#options.limitsOf?.(app) ?? {}
  }

  /**
   * @throws HandshakeRefusal `server_full`
   */
  #makeRoom(app: string, ip: string): void {
    if (this.#opensNone) throw new HandshakeRefusal('server_full', 'The server is about to stop.')
    const { maxSessions = Infinity, maxSessionsPerIp = Infinity } = this.#options
    const { sessions = Infinity } = this.#limitsOf(app)
    const full = makeRoom(
      this.registry.list(),
      [
        {
          most: ip === '' ? Infinity : maxSessionsPerIp,
          counts: (one) => one.info.user_ip === ip,
          of: 'max_sessions_per_ip: if this is the address of a proxy, set trust_proxy',
        },
        { most: sessions, counts: (one) => one.app === app, of: 'max_sessions of the application' },
        { most: maxSessions, counts: () => true, of: 'max_sessions' },
      ],
      (session) => this.#ofVisitors.has(session),
    )
    if (full !== null) throw new HandshakeRefusal('server_full', full)
  }

  #givePrepared(session: Session, info: SessionInfo): Admission {
    return {
      session,
      resumed: true,
      begin: (transport) => {
        this.#prepared.delete(session.app)
        session.meet(info)
        session.attach(transport, 0, false)
      },
    }
  }

  /**
   * @returns true if the session had no page before
   */
  #withdrawEnd(session: Session): boolean {
    this.#untaken.get(session)?.()
    return this.#untaken.delete(session)
  }

  /** Releases a session. */
  #forget(session: Session): void {
    this.registry.delete(session.id)
    if (session.state.name === 'closed') this.counts.end(session.app, session.state.reason)
    this.#withdrawEnd(session)
    this.#node?.delete(session)
    // A page that comes now must not get it.
    if (this.#prepared.get(session.app) === session) this.#prepared.delete(session.app)
  }

  #newSession(app: string, params: JsonObject, info: SessionInfo, isDurable: boolean): Session {
    const identity = {
      id: this.#node?.newSessionId() ?? randomToken(),
      secret: randomToken(),
      app,
      params,
      info,
    }
    const session = this.#make(identity, isDurable ? this.durable?.setupOf(identity) : undefined)
    this.#add(session)
    return session
  }

  #make(identity: SessionIdentity, durable: DurableSetup | undefined): Session {
    const { reconnectTimeout = DEFAULT_RECONNECT_SECONDS } = this.#options
    const tracer = this.#options.tracer?.()
    const session: Session = new Session({
      ...identity,
      common: this.#common,
      durable,
      reconnectTimeout: durable?.keepSeconds ?? reconnectTimeout,
      tracer,
      onAttached: () => {
        this.#node?.changed(session)
        if (session.durable) this.durable?.pageChanged(session)
      },
      onGone: () => this.#forget(session),
    })
    // Before it runs, because a session from the journal joins its rooms during its replay.
    this.#node?.add(session)
    tracer?.began(session, { node: this.#node?.id, isResumed: (durable?.run ?? 0) > 0 })
    return session
  }

  #add(session: Session): void {
    this.registry.add(session)
    this.counts.open(session.app)
    this.#expiry.watch(session)
  }
}

function commonOptions(options: SessionHostOptions): CommonOptions {
  const { logger, outboxLimits, maxMessageBytes, viewers, maxViewers, takesStrayErrors } = options
  const { clock = systemClock, debug = false, files = new MemoryFileStore() } = options
  return { clock, logger, debug, files, outboxLimits, maxMessageBytes, viewers, maxViewers, takesStrayErrors }
}

/** One code and one message for all cases, so a stranger learns nothing. */
export function sessionGone(): HandshakeRefusal {
  return new HandshakeRefusal('session_gone', 'There is no such session.')
}

/**
 * The visitor's identity from `authorize`, as comparable text.
 * @throws TypeError if it is not JSON, because the same user could then never resume a session
 */
function identityOf({ user }: SessionInfo): string {
  try {
    return JSON.stringify(user ?? null)
  } catch (cause) {
    throw new TypeError('authorize: the result must be JSON, because WebIO compares users by it.', {
      cause,
    })
  }
}
