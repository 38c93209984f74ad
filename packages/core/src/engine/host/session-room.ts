import type { Session } from '../session'

/** Sessions that count against one limit. */
interface Limit {
  readonly most: number
  readonly counts: (session: Session) => boolean
  /** The name of the limit, for the refusal. */
  readonly of: string
}

/**
 * Checks whether limits allow one more session. A session whose page has left without any event makes room for a present visitor.
 * @param living all open sessions, oldest first
 * @param mayGiveWay false for sessions that must stay
 * @returns null if there is room, otherwise the limit that is reached
 */
export function makeRoom(
  living: readonly Session[],
  limits: readonly Limit[],
  mayGiveWay: (session: Session) => boolean,
): string | null {
  for (const { most, counts, of } of limits) {
    if (most === Infinity) continue
    const counted = living.filter((session) => !session.isClosed && counts(session))
    if (counted.length < most) continue
    const idle = counted.find((one) => one.state.name === 'detached' && one.isUntouched && mayGiveWay(one))
    if (!idle) return of
    void idle.close('expired')
  }
  return null
}
