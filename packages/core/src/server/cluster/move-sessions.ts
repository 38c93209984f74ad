import type { SessionHost } from '../../engine/host/session-host'
import { nodeClock } from '../process/node-clock'
import type { NodeRelay } from './node-relay'

/** Sessions are released in groups of this size, with a pause between groups: 200 sessions per second. Other nodes must replay each of them. */
const AT_A_TIME = 20
const PAUSE_MS = 100

/**
 * Releases the durable sessions of a host that is about to end, if another node can resume them. Their pages lose their connections, reconnect to
 * another node, and continue there.
 */
export async function moveDurableSessions(host: SessionHost, relay: NodeRelay | null): Promise<void> {
  const { durable: sessions } = host
  if (!sessions || !relay) return
  const moving = host.registry
    .list()
    .filter(({ durable, app }) => durable?.isKept && !sessions.staysWithCode(app))
  if (moving.length === 0 || !(await relay.hasTakers())) return
  for (let i = 0; i < moving.length; i += AT_A_TIME) {
    if (i > 0) await new Promise<void>((resolve) => void nodeClock.setTimer(resolve, PAUSE_MS))
    await Promise.all(moving.slice(i, i + AT_A_TIME).map((session) => session.suspend()))
  }
}
