import type { ViewerRole, ViewerSpec } from '../../protocol/viewers'
import type { SessionInfo } from '../session-info'
import type { SessionTransport } from '../wire/session-transport'
import type { ViewerLink } from './viewer-link'

/** Somebody who shows a shared session: its owner, whose page began it, or one who came by a link. */
export interface Viewer {
  /** 0 is the owner. */
  readonly id: number
  /** What their page resumes with. */
  readonly secret: string
  /** The link by which they came; null for the owner. */
  readonly token: string | null
  readonly mayDrive: boolean
  readonly info: SessionInfo
  /** Milliseconds of the session's clock. */
  readonly since: number
  /** Their link while they watch. */
  readonly link: ViewerLink
  /** The connection of their page; null while there is none. */
  transport: SessionTransport | null
  /** Their page has not answered the last welcome: what it sends still belongs to what it was before (rule W4). */
  isJoining: boolean
  /** Their page has said that it goes for good. */
  hasLeft: boolean
  /** Stops the timer after which one who has lost the connection is forgotten. */
  cancelRemoval: () => void
}

export const OWNER_ID = 0

/** No name is longer. */
const MAX_NAME = 100

/** What the others are told of a viewer: of the user that `authorize` returned, no more than a name. */
export function specOf({ id, info }: Viewer, role: ViewerRole): ViewerSpec {
  const name = nameOf(info.user)
  return { id, role, ...(name !== undefined && { name }) }
}

function nameOf(user: unknown): string | undefined {
  const name = typeof user === 'object' && user !== null && 'name' in user ? user.name : user
  return typeof name === 'string' && name !== '' ? name.slice(0, MAX_NAME) : undefined
}
