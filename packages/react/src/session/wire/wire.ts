import type { PageTransport, PageTransportFactory, PageTransportListener } from '@webio/core/protocol'

/** Makes wires that may know why an attempt failed. */
export type WireFactory = (
  handshake: Parameters<PageTransportFactory>[0],
  listener: WireListener,
) => PageTransport

/** What a page hears from its wire. */
export interface WireListener extends PageTransportListener {
  /**
   * @param reason what the server said to an attempt that it did not take, in a sentence for a person
   */
  disconnected(reason?: string): void
}
