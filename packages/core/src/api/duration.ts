/** The longest duration in seconds: the limit of timers. */
export const LONGEST_SECONDS = 2_147_483

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** The seconds of a duration: a number of seconds, or a text such as `30m`, `12h` or `7d`. Null if it is invalid, 0, or longer than 24 days. */
export function secondsOf(duration: number | string): number | null {
  const match = typeof duration === 'string' ? /^(\d+(?:\.\d+)?)\s*([smhd])$/.exec(duration.trim()) : null
  const seconds = match ? Number(match[1]) * (UNITS[match[2] as string] as number) : duration
  return typeof seconds === 'number' && seconds > 0 && seconds <= LONGEST_SECONDS ? seconds : null
}
