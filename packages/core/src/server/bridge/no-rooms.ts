import { Adapter } from 'socket.io-adapter'

/**
 * A Socket.IO adapter without rooms. Normally, each socket joins a room of its own, which takes two sets and two entries of maps for as long as the
 * connection lasts. Messages go to single sockets only.
 */
export class NoRooms extends Adapter {
  override addAll(): void {}
  override del(): void {}
  override delAll(): void {}
}
