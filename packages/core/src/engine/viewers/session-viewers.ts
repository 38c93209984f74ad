import type { Command, TreeCommand } from '../../protocol/commands'
import { isRawValueOf } from '../../protocol/field-rules'
import type { Drafts } from '../../protocol/input-spec'
import type { NodeId, NodeSpec } from '../../protocol/output-spec'
import { parsePageMessage } from '../../protocol/parse-message'
import type { ViewerRole } from '../../protocol/viewers'
import type { WelcomeMessage } from '../../protocol/wire-messages'
import { snapshotOf } from '../../state/snapshot'
import type { ViewTree } from '../../state/view-tree'
import type { Clock } from '../clock'
import { equalSecrets, randomToken } from '../files/tokens'
import type { Logger } from '../logger'
import type { SessionInfo } from '../session-info'
import type { RowAsker, RowSources } from '../outputs/row-sources'
import { estimateBytes } from '../wire/estimate-bytes'
import type { LinkAudience } from '../wire/link-audience'
import type { OutboxLimits } from '../wire/outbox'
import type { PageLink } from '../wire/page-link'
import type { SessionTransport } from '../wire/session-transport'
import { forObservers, outputForObservers } from './for-observers'
import type { ShareLink } from './share-links'
import { ShareLinks } from './share-links'
import type { Viewer } from './viewer'
import { OWNER_ID, specOf } from './viewer'
import { ViewerLink } from './viewer-link'

/**
 * How long a driver's page has to send its unsent input, in milliseconds: enough for a slow line, because the next driver takes over without the input
 * after that. A connection that has ended is not waited for.
 */
const YIELD_MS = 10_000

/** The largest estimated size of the drafts of one form that other viewers see. Larger drafts are not shown to them. */
const MAX_DRAFT_BYTES = 256 * 1024

/** What the viewers need from their session. */
export interface ViewedSession {
  readonly secret: string
  readonly clock: Clock
  readonly logger: Logger
  readonly info: SessionInfo
  readonly startedAt: number
  readonly tree: ViewTree
  /** The sources of its data tables. */
  readonly rowSources: RowSources
  /** Executes a command for all viewers. */
  command(command: TreeCommand): void
  /** Executes a command for all viewers except the driver. */
  commandForOthers(command: TreeCommand): void
  /** Another page drives now. It cannot answer the requests that its predecessor received (rule S4). */
  driverReplaced(): void
}

export interface SessionViewersOptions {
  readonly session: ViewedSession
  /** The link to the driver's page. */
  readonly link: PageLink
  readonly mayShow: () => boolean
  readonly outboxLimits?: OutboxLimits | undefined
  /** How long a viewer is kept after losing the connection, in seconds. */
  readonly reconnectTimeout: number
  /** The maximum number of viewers who joined through links. */
  readonly maxViewers: number
}

/** A viewer of the session, as a handshake finds them. The viewer may be disconnected. */
export interface Seat {
  /** The facts about the viewer's visit. Only the same user may take the seat. */
  readonly info: SessionInfo
  readonly isDriver: boolean
  /** The connection of the viewer's page; null while there is none. */
  readonly transport: SessionTransport | null
  /**
   * The viewer's page has attached.
   * @param seen number of the last batch that the page applied while it had the role `role`
   */
  attach(transport: SessionTransport, seen: number, role: ViewerRole): void
}

/** A valid link through which a visitor can join the session. */
export interface Invitation {
  /** True if the session has the maximum number of viewers. */
  readonly isFull: boolean
  /**
   * The visitor's page has attached.
   * @param role the highest role that the visitor wants
   */
  join(transport: SessionTransport, info: SessionInfo, role: ViewerRole): void
}

/**
 * The viewers of a shared session. One drives over the session's page link. Each of the others watches over a link of their own. Implements rules W1
 * to W8 of the protocol.
 */
export class SessionViewers implements LinkAudience {
  readonly links: ShareLinks
  readonly #options: SessionViewersOptions
  readonly #viewers = new Map<number, Viewer>()
  readonly #byTransport = new Map<SessionTransport, Viewer>()
  readonly #owner: Viewer
  #driver: Viewer
  /** The viewer who takes over as soon as the driver's page has yielded. */
  #next: Viewer | null = null
  #cancelYield = (): void => {}
  #lastId = OWNER_ID
  #announceDue = false
  #announced = '[]'

  constructor(options: SessionViewersOptions) {
    this.#options = options
    const { session, link } = options
    this.links = new ShareLinks(session.clock)
    const { secret, info, startedAt } = session
    this.#owner = this.#driver = this.#add({ secret, token: null, mayDrive: true, info, since: startedAt })
    if (link.transport) this.#connect(this.#owner, link.transport)
  }

  // ---- present viewers -------------------------------------------------------------------------------------------------------

  /** The number of viewers who watch now. */
  get watching(): number {
    return this.#present.length - 1
  }

  /** True if the page of any viewer is connected. */
  get arePresent(): boolean {
    return this.#byTransport.size > 0
  }

  /** The viewers whose pages are connected, with their roles. The driver comes first. */
  list(): { readonly viewer: Viewer; readonly role: ViewerRole }[] {
    return this.#present
      .filter(({ transport }) => transport !== null)
      .map((viewer) => ({ viewer, role: this.#roleOf(viewer) }))
  }

  /** Estimated bytes that the observers have not acknowledged. */
  get unreadBytes(): number {
    return this.#sum(({ link }) => link.unreadBytes)
  }

  /** True if nobody else may join through a link. */
  get isFull(): boolean {
    return this.#viewers.size - 1 >= this.#options.maxViewers
  }

  /** The driver, followed by the observers. */
  get #present(): Viewer[] {
    const others = [...this.#viewers.values()].filter((one) => one !== this.#driver && one.transport)
    return [this.#driver, ...others]
  }

  // ---- joining and leaving ---------------------------------------------------------------------------------------------------

  /** The seat of the viewer who has this secret; null if nobody has. */
  seatOf(secret: string): Seat | null {
    const viewer = [...this.#viewers.values()].find((one) => equalSecrets(one.secret, secret))
    return (
      (viewer && {
        info: viewer === this.#owner ? this.#options.session.info : viewer.info,
        isDriver: viewer === this.#driver,
        transport: viewer.transport,
        attach: (transport, seen, role) => this.#attach(viewer, transport, seen, role),
      }) ??
      null
    )
  }

  /** The secret of the owner's page is known now. */
  learnSecret(secret: string): void {
    this.#owner.secret = secret
  }

  /** The owner's page has attached. */
  attachOwner(transport: SessionTransport, seen: number): void {
    this.#attach(this.#owner, transport, seen, 'driver')
  }

  /** Adds a viewer who joins through a link. */
  join(link: ShareLink, role: ViewerRole, info: SessionInfo, transport: SessionTransport): void {
    const mayDrive = link.role === 'driver' && role === 'driver'
    const since = this.#options.session.clock.now()
    const viewer = this.#add({ secret: randomToken(), token: link.token, mayDrive, info, since })
    this.#connect(viewer, transport)
    viewer.link.attach(transport, null, this.#welcomeOf(viewer))
    if (mayDrive) this.#drive(viewer)
    this.#announce()
  }

  /** The page of an existing viewer has attached. */
  #attach(viewer: Viewer, transport: SessionTransport, seen: number, role: ViewerRole): void {
    const { link } = this.#options
    const earlier = viewer.transport
    if (earlier) this.#byTransport.delete(earlier)
    this.#connect(viewer, transport)
    if (viewer === this.#driver) {
      const isAnew = role !== 'driver'
      if (isAnew || seen === 0) this.#options.session.driverReplaced()
      link.attach(transport, isAnew ? 0 : seen, true, this.#placeOf(viewer, isAnew))
    } else {
      if (earlier) sayGoodbye(earlier, 'taken_over')
      viewer.link.attach(transport, role === 'observer' ? seen : null, this.#welcomeOf(viewer))
    }
    this.#announce()
  }

  /**
   * A message has arrived over `transport`.
   * @returns false if the page link must handle it
   */
  receive(transport: SessionTransport, input: unknown): boolean {
    const viewer = this.#byTransport.get(transport)
    if (!viewer) return false
    if (viewer.isJoining) {
      const parsed = parsePageMessage(input)
      const type = parsed.ok ? parsed.value.type : null
      if (type === 'joined') viewer.isJoining = false
      if (type !== 'leave') return true
    }
    if (viewer === this.#driver) return false
    viewer.link.receive(input)
    return true
  }

  /**
   * The connection of `transport` has ended.
   * @returns false if the page link must handle it
   */
  detach(transport: SessionTransport): boolean {
    const viewer = this.#byTransport.get(transport)
    if (!viewer) return false
    this.#disconnect(viewer)
    this.#announce()
    if (viewer !== this.#driver) {
      viewer.link.detach()
      this.#removeLater(viewer)
      return true
    }
    this.#options.link.detach(transport)
    if (this.#next) this.#handOver()
    return true
  }

  /** Makes a link invalid and removes the viewers who joined through it. */
  revoke(token: string): void {
    this.links.delete(token)
    for (const viewer of [...this.#viewers.values()]) {
      if (viewer.token !== token) continue
      const { transport } = viewer
      this.#disconnect(viewer)
      if (viewer === this.#driver) this.#give(this.#owner)
      if (transport) sayGoodbye(transport, 'not_shared')
      this.#remove(viewer)
    }
  }

  // ---- driving ---------------------------------------------------------------------------------------------------------------

  /** The driver's page has sent everything. */
  yielded(): void {
    if (this.#next) this.#handOver()
  }

  /** The driver's page has reported the drafts of a form. */
  typed(form: NodeId, values: Drafts): void {
    const { session } = this.#options
    const open = session.tree.forms.get(form)
    if (!open || estimateBytes(values) > MAX_DRAFT_BYTES) return
    const shown = open.spec.fields.filter(
      (field) =>
        field.type !== 'password' &&
        Object.hasOwn(values, field.name) &&
        isRawValueOf(field, values[field.name] ?? null),
    )
    const entries = shown.map(({ name }) => [name, values[name] ?? null] as const)
    session.commandForOthers({ type: 'form-drafts', form, values: Object.fromEntries(entries) })
  }

  /**
   * The driver's page has not come back in time.
   * @returns false if nobody else can continue
   */
  driverLost(): boolean {
    return this.#driver !== this.#owner && this.#owner.transport !== null && this.#ownerGoesOn()
  }

  /**
   * The driver's page has left.
   * @returns false if nobody else can continue
   */
  driverLeft(): boolean {
    return this.#driver !== this.#owner && !this.#owner.hasLeft && this.#ownerGoesOn()
  }

  #ownerGoesOn(): boolean {
    const gone = this.#driver
    this.#disconnect(gone)
    this.#give(this.#owner)
    this.#remove(gone)
    return true
  }

  /** Makes a viewer the driver as soon as the current driver's page has sent its unsent input (rule W6). */
  #drive(viewer: Viewer): void {
    if (!viewer.mayDrive || this.#options.link.isClosed) return
    const isAsked = this.#next !== null
    this.#next = viewer
    if (isAsked) return
    const { transport, isJoining } = this.#driver
    if (!transport || isJoining) return this.#handOver()
    this.#cancelYield = this.#options.session.clock.setTimer(() => this.#handOver(), YIELD_MS)
    transport.send({ type: 'yield' })
  }

  #handOver(): void {
    const next = this.#next
    // If the next driver has gone in the meantime, the current driver continues.
    this.#give(next?.transport ? next : this.#driver)
  }

  /** Makes `heir` the driver. The connections stay, and both pages receive a welcome with their new roles. */
  #give(heir: Viewer): void {
    const { link, session } = this.#options
    this.#cancelYield()
    this.#next = null
    if (link.isClosed) return
    const from = this.#driver
    const old = link.release()
    this.#driver = heir
    if (from !== heir) {
      heir.link.release()
      if (old && from.transport === old) {
        from.isJoining = true
        from.link.attach(old, null, this.#welcomeOf(from))
      } else this.#removeLater(from)
    }
    if (from !== heir) session.driverReplaced()
    if (heir.transport) {
      heir.isJoining = true
      link.attach(heir.transport, 0, true, this.#placeOf(heir, true))
    }
    this.#announce()
  }

  // ---- commands for the viewers ----------------------------------------------------------------------------------------------

  add(command: Command): void {
    if (this.#viewers.size === 1) return
    const shown = forObservers(command, this.#options.session.tree)
    for (const { link } of this.#viewers.values()) link.add(shown)
  }

  append(parent: NodeId, spec: NodeSpec): void {
    if (this.#viewers.size === 1) return
    const shown = outputForObservers(spec)
    for (const { link } of this.#viewers.values()) link.append(parent, shown)
  }

  flush(): void {
    for (const { link } of this.#viewers.values()) link.flush()
  }

  close(): void {
    this.#cancelYield()
    for (const viewer of this.#viewers.values()) {
      viewer.cancelRemoval()
      viewer.link.close()
    }
  }

  abandon(): void {
    this.#cancelYield()
    for (const viewer of this.#viewers.values()) {
      viewer.cancelRemoval()
      viewer.link.dispose()
      if (viewer === this.#driver || !viewer.transport) continue
      viewer.transport.send({ type: 'moved' })
      viewer.transport.close()
    }
  }

  // ---- internals -------------------------------------------------------------------------------------------------------------

  #add(who: Pick<Viewer, 'secret' | 'token' | 'mayDrive' | 'info' | 'since'>): Viewer {
    const { session, mayShow, outboxLimits } = this.#options
    const { clock, logger, rowSources, tree } = session
    const asker: RowAsker = { answer: (command) => link.answer(command) }
    const snapshot = (): Command[] => snapshotOf(tree).map((command) => forObservers(command, tree))
    const link: ViewerLink = new ViewerLink({
      ...{ clock, logger, snapshot, mayShow, limits: outboxLimits },
      onDrive: () => this.#drive(viewer),
      onLeft: () => this.#left(viewer),
      rows: {
        take: (event, n) =>
          event.type === 'rows-request'
            ? rowSources.request(event, n, asker)
            : rowSources.cancel(event, asker),
        forget: () => rowSources.forget(asker),
      },
    })
    const id = who.token === null ? OWNER_ID : ++this.#lastId
    const state = { transport: null, isJoining: false, hasLeft: false, cancelRemoval: () => {} }
    const viewer: Viewer = { ...who, ...state, id, link }
    this.#viewers.set(id, viewer)
    return viewer
  }

  #connect(viewer: Viewer, transport: SessionTransport): void {
    viewer.cancelRemoval()
    viewer.transport = transport
    viewer.isJoining = false
    viewer.hasLeft = false
    this.#byTransport.set(transport, viewer)
  }

  #disconnect(viewer: Viewer): void {
    if (viewer.transport) this.#byTransport.delete(viewer.transport)
    viewer.transport = null
  }

  #left(viewer: Viewer): void {
    const { transport } = viewer
    this.#disconnect(viewer)
    viewer.hasLeft = true
    viewer.link.detach()
    if (viewer !== this.#owner) this.#remove(viewer)
    transport?.close()
    this.#announce()
  }

  /** Removes a viewer after the reconnect timeout. The owner is never removed. */
  #removeLater(viewer: Viewer): void {
    if (viewer === this.#owner || this.#options.link.isClosed) return
    const { session, reconnectTimeout } = this.#options
    viewer.cancelRemoval = session.clock.setPatientTimer(() => this.#remove(viewer), reconnectTimeout * 1000)
  }

  #remove(viewer: Viewer): void {
    viewer.cancelRemoval()
    viewer.link.dispose()
    this.#viewers.delete(viewer.id)
    this.#announce()
  }

  #roleOf(viewer: Viewer): ViewerRole {
    return viewer === this.#driver ? 'driver' : 'observer'
  }

  #placeOf({ id, secret }: Viewer, isAnew: boolean): Partial<WelcomeMessage> {
    return { secret, viewer: id, ...(isAnew && { anew: true }) }
  }

  #welcomeOf(viewer: Viewer): WelcomeMessage {
    const may = viewer.mayDrive ? { may_drive: true } : {}
    return { ...this.#options.link.welcome(true), ...this.#placeOf(viewer, false), ...may }
  }

  /** Sends everybody the list of viewers, once for all changes of a turn (rule W7). */
  #announce(): void {
    if (this.#announceDue) return
    this.#announceDue = true
    const { session, link } = this.#options
    session.clock.soon(() => {
      this.#announceDue = false
      if (link.isClosed) return
      const present = this.#present
      const isAlone = present.length === 1 && this.#driver === this.#owner
      const viewers = isAlone ? [] : present.map((one) => specOf(one, this.#roleOf(one)))
      const announced = JSON.stringify(viewers)
      if (announced === this.#announced) return
      this.#announced = announced
      session.command({ type: 'viewers-set', viewers })
    })
  }

  #sum(of: (viewer: Viewer) => number): number {
    return [...this.#viewers.values()].reduce((sum, viewer) => sum + of(viewer), 0)
  }
}

/** Creates the viewers of a session. */
export function sessionViewers(options: SessionViewersOptions): SessionViewers {
  return new SessionViewers(options)
}

function sayGoodbye(transport: SessionTransport, code: 'taken_over' | 'not_shared'): void {
  transport.send({ type: 'goodbye', code })
  transport.close()
}
