/** The engine's clock, which a test can replace. */
export interface Clock {
  /** Milliseconds since some fixed moment. */
  now(): number
  /**
   * Calls `fire` after `ms` milliseconds; for 0, after the current turn. Returns a function that cancels it. A timer does not keep the process alive.
   */
  setTimer(fire: () => void, ms: number): () => void
  /** The same, for a wait for somebody who must reach this process. On a server, time in which the process cannot keep up does not count. */
  setPatientTimer(fire: () => void, ms: number): () => void
  /**
   * Calls `fire` once everything under way now, and everything that it resolves, is done. This is sooner than a timer can.
   * @default `soon`
   */
  turn?(fire: () => void): void
  /** Calls `fire` after the current turn, including its microtasks. */
  soon(fire: () => void): void
}

/** The longest delay of `setTimeout`, which fires at once for longer ones. */
const LONGEST_MS = 2 ** 31 - 1

/** Starts a new turn without the delay of a timer. Only Node has it; browsers use a message channel. */
const { setImmediate: immediate } = globalThis as { setImmediate?: (fire: () => void) => unknown }

/** The part of a message channel that Node and browsers share. */
interface Ports {
  readonly port1: { onmessage: (() => void) | null; close(): void }
  readonly port2: { postMessage(message: unknown): void }
}

function afterThisTurn(fire: () => void): void {
  if (immediate) return void immediate(fire)
  const { port1, port2 } = new MessageChannel() as unknown as Ports
  port1.onmessage = () => {
    port1.close()
    fire()
  }
  port2.postMessage(null)
}

/** The system's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(fire, ms) {
    let timer: ReturnType<typeof setTimeout>
    const wait = (left: number) => {
      const next = left > LONGEST_MS ? () => wait(left - LONGEST_MS) : fire
      timer = setTimeout(next, Math.min(left, LONGEST_MS))
      // Node only: a session that waits for its page must not keep a process from ending.
      ;(timer as { unref?(): void }).unref?.()
    }
    wait(ms)
    return () => clearTimeout(timer)
  },
  setPatientTimer: (fire, ms) => systemClock.setTimer(fire, ms),
  soon(fire) {
    setTimeout(fire, 0)
  },
  turn: afterThisTurn,
}
