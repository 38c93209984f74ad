import type { Session } from '../session'

/** Sessions that count against one limit. */
interface Limit {
  readonly most: number
  readonly counts: (session: Session) => boolean
  /** Whom the limit is for, for the refusal. */
  readonly of: string
}

/**
 * Says whether there is room for one more session under some limits. A session whose page has gone without ever having done anything gives
 * way to a visitor who is there.
 * @param living all sessions, oldest first
 * @param mayGiveWay false for those that must stay
 * @returns null if there is room, else whose limit is reached
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
