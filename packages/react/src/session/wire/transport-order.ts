import { tabStorage } from '../resume/tab-storage'

/** Transports, in the order in which they are tried. */
export type SocketTransports = readonly ('websocket' | 'polling')[]

/** WebSocket first, since it saves a page two round trips; long-polling if something on the way blocks WebSockets. */
export const DEFAULT_TRANSPORTS: SocketTransports = ['websocket', 'polling']

/** Origins at which WebSockets are swallowed. The tab's storage has them too, for the page after a reload. */
const pollFirst = new Set<string>()

/** The transports in the order in which they are tried at an origin. */
export function inOrder(transports: SocketTransports, origin: string): ('websocket' | 'polling')[] {
  const isSwallowed = pollFirst.has(origin) || tabStorage.read(storageKey(origin)) === true
  return isSwallowed && transports.length > 1 ? ['polling', 'websocket'] : [...transports]
}

/** Something on the way to this origin swallows WebSockets. */
export function rememberToPoll(origin: string): void {
  pollFirst.add(origin)
  tabStorage.write(storageKey(origin), true)
}

function storageKey(origin: string): string {
  return `webio:poll-first:${origin}`
}
