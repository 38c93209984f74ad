import type { Clock } from '../../engine/clock'
import { systemClock } from '../../engine/clock'
import { atEndOfTurn } from './end-of-turn'
import { setPatientTimer } from './patient-timer'

/** The system's clock. `soon` avoids the minimum of one millisecond that a timer takes. */
export const nodeClock: Clock = {
  ...systemClock,
  soon: atEndOfTurn,
  setPatientTimer: (fire, ms) => setPatientTimer(systemClock, fire, ms),
}
