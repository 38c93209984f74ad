import type { EventErrorCode } from '../../protocol/error-codes'

/** Why an event was refused. It changed nothing. */
export interface Refusal {
  readonly code: EventErrorCode
  readonly message: string
}

export function refusal(code: EventErrorCode, message: string): Refusal {
  return { code, message }
}
