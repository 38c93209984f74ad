import type { ViewerRole, ViewerSpec } from '../../protocol/viewers'
import type { SessionInfo } from '../session-info'
import type { SessionTransport } from '../wire/session-transport'
import type { ViewerLink } from './viewer-link'

/** A viewer of a shared session: its owner, whose page started it, or a visitor who joined through a link. */
export interface Viewer {
  /** 0 is the owner. */
  readonly id: number
  /** The secret with which the viewer's page resumes. */
  secret: string
  /** Token of the link through which the viewer joined; null for the owner. */
  readonly token: string | null
  readonly mayDrive: boolean
  readonly info: SessionInfo
  /** When the viewer joined, in milliseconds of the session's clock. */
  readonly since: number
  /** The link over which the viewer watches. */
  readonly link: ViewerLink
  /** The connection of the viewer's page; null while there is none. */
  transport: SessionTransport | null
  /** True until the page has answered the last welcome. What it sends before that still belongs to its previous role (rule W4). */
  isJoining: boolean
  /** True if the page has said that its visitor left. */
  hasLeft: boolean
  /** Stops the timer that removes the viewer after a lost connection. */
  cancelRemoval: () => void
}

export const OWNER_ID = 0

/** The maximum length of a name. */
const MAX_NAME = 100

/** What other viewers learn about a viewer. Of the user that `authorize` returned, it contains only the name. */
export function specOf({ id, info }: Viewer, role: ViewerRole): ViewerSpec {
  const name = nameOf(info.user)
  return { id, role, ...(name !== undefined && { name }) }
}

function nameOf(user: unknown): string | undefined {
  const name = typeof user === 'object' && user !== null && 'name' in user ? user.name : user
  return typeof name === 'string' && name !== '' ? name.slice(0, MAX_NAME) : undefined
}
