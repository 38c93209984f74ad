import type { Rule } from '../../api/arguments'
import { LONGEST_SECONDS } from '../../api/duration'
import { parseSize, SIZE_RULE } from '../../api/parse-size'

const isNumber = (value: unknown): boolean => typeof value === 'number'

export const SECONDS: Rule = {
  must: `a number of seconds from 0 to ${LONGEST_SECONDS}`,
  kind: isNumber,
  bounds: (value: number) => value >= 0 && value <= LONGEST_SECONDS,
}
export const SECONDS_ABOVE_0: Rule = {
  must: `a number of seconds above 0, up to ${LONGEST_SECONDS}`,
  kind: isNumber,
  bounds: (value: number) => value > 0 && value <= LONGEST_SECONDS,
}

export const SIZE: Rule = {
  must: SIZE_RULE,
  kind: (value: unknown) => typeof value === 'number' || typeof value === 'string',
  bounds: (value: number | string) => (parseSize(value) ?? 0) > 0,
}
const SHORTEST_SECRET = 16

export const isLongSecret = (value: string): boolean => value.length >= SHORTEST_SECRET

export const SECRET_RULE = `a text of at least ${SHORTEST_SECRET} characters`

export const SECRET: Rule = {
  must: SECRET_RULE,
  kind: (value: unknown) => typeof value === 'string',
  bounds: isLongSecret,
  isSecret: true,
}
export const COUNT: Rule = {
  must: 'an integer above 0',
  kind: isNumber,
  bounds: (value: number) => value === Infinity || (Number.isInteger(value) && value > 0),
}
