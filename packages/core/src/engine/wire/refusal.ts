import type { EventErrorCode } from '../../protocol/error-codes'

/** Why an event was refused. A refused event has no effect. */
export interface Refusal {
  readonly code: EventErrorCode
  readonly message: string
}

export function refusal(code: EventErrorCode, message: string): Refusal {
  return { code, message }
}
