import type { JsonObject, PageTransport, PageTransportFactory } from '@webio/core/protocol'

/** A task that runs in the page itself. */
export type InPageTask = (params: JsonObject) => unknown

/**
 * The transport to a session that runs in the page. The code that runs it is loaded on first use.
 * @param task called when a session starts
 */
export function taskTransport(task: () => InPageTask): PageTransportFactory {
  return (handshake, listener) => {
    let line: PageTransport | null = null
    let isClosed = false
    const load = (): void => {
      import('@webio/core/in-page').then(
        ({ connectTask }) => {
          if (!isClosed) line = connectTask(task)(handshake, listener)
        },
        (error: unknown) => {
          if (!isClosed) listener.disconnected({ reason: String(error) })
        },
      )
    }
    load()
    return {
      send: (message) => line?.send(message),
      reconnect: () => (line ? line.reconnect() : load()),
      close() {
        isClosed = true
        line?.close()
      },
    }
  }
}
