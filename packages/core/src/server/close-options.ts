import { describe } from '../api/arguments'
import { LONGEST_SECONDS } from './options/rules'

/** How a handler or a server closes. */
export interface CloseOptions {
  /** Seconds that deferred functions may take; those that take longer are not waited for. @default 10 */
  readonly timeout?: number | undefined
  /**
   * Another server takes the place of this one: pages start a new session there, as soon as they can connect, instead of telling that
   * theirs is over (rule R6).
   * @default false
   */
  readonly replaced?: boolean | undefined
}

const DEFAULT_SECONDS = 10

/**
 * The seconds for which a close waits.
 * @throws TypeError, RangeError for a timeout that is no number of seconds
 */
export function closeSeconds({ timeout = DEFAULT_SECONDS }: CloseOptions = {}): number {
  if (typeof timeout !== 'number')
    throw new TypeError(`close: timeout must be a number of seconds, not ${describe(timeout)}.`)
  if (!(timeout >= 0 && timeout <= LONGEST_SECONDS))
    throw new RangeError(
      `close: timeout must be a number of seconds from 0 to ${LONGEST_SECONDS}, not ${timeout}.`,
    )
  return timeout
}
