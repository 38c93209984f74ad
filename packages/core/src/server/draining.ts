import type { SessionHost } from '../engine/host/session-host'
import type { Session } from '../engine/session'
import type { NodeRelay } from './cluster/node-relay'
import { moveDurableSessions } from './cluster/move-sessions'
import type { CloseSeconds } from './close-options'
import type { SessionKeeper } from './durable/session-keeper'
import { nodeClock } from './process/node-clock'
import { within } from './within'

/** The interval at which a draining server checks its sessions. */
const LOOK_MS = 100

/** The time that a server gives its sessions before it closes. It can be cut short. */
export class Draining {
  readonly #host: SessionHost
  readonly #keeper: Pick<SessionKeeper, 'isResuming'> | null
  #hurry: () => void = () => {}
  #isOver = false

  constructor(host: SessionHost, keeper: Pick<SessionKeeper, 'isResuming'> | null) {
    this.#host = host
    this.#keeper = keeper
  }

  /**
   * Resolves when no session needs the server, or after the time limit.
   * @param onStay called if all remaining sessions stay in their process
   */
  async wait({ drain, keep }: CloseSeconds, relay: NodeRelay | null, onStay: () => void): Promise<void> {
    const hurried = new Promise<void>((resolve) => (this.#hurry = resolve))
    const atMost = (seconds: number, work: Promise<unknown>): Promise<unknown> =>
      Promise.race([within(seconds * 1000, work), hurried])
    if (drain > 0) await atMost(drain, this.#empty(relay, performance.now() + drain * 1000))
    if (keep > 0 && this.#hasStaying && !this.#isOver) {
      onStay()
      await atMost(
        keep,
        this.#until(() => !this.#hasStaying),
      )
    }
    this.#isOver = true
  }

  /** Moves durable sessions to other nodes until no session needs the server. Those that are being resumed follow. */
  async #empty(relay: NodeRelay | null, until: number): Promise<void> {
    do {
      await moveDurableSessions(this.#host, relay)
      if (!this.#isBusy) return
      await nextLook()
    } while (!this.#isOver && performance.now() < until)
  }

  /** Ends the wait. */
  cutShort(): void {
    this.#isOver = true
    this.#hurry()
  }

  /** Whether a task runs or waits in a session that does not stay, or soon may. */
  get #isBusy(): boolean {
    if (this.#keeper?.isResuming) return true
    return this.#host.registry.list().some((one) => one.tasks.size > 0 && !this.#stays(one))
  }

  get #hasStaying(): boolean {
    return this.#host.registry.list().some((one) => this.#stays(one))
  }

  #stays({ app, durable }: Session): boolean {
    return durable?.isKept === true && this.#host.durable?.staysWithCode(app) === true
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds() && !this.#isOver) await nextLook()
  }
}

function nextLook(): Promise<void> {
  return new Promise((resolve) => void nodeClock.setTimer(resolve, LOOK_MS))
}
