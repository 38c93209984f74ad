/** Ways to run a Next site. They use Turbopack unless they say otherwise. */
export const COMMANDS = [
  'next dev',
  'next dev --webpack',
  'next start',
  'next build --webpack, next start',
  "output: 'standalone'",
] as const
export type Command = (typeof COMMANDS)[number]

/** A site, and how it gets the packages. */
export interface Variant {
  readonly name: string
  /** Whether it is under `basePath: '/docs'`, with `trailingSlash`. */
  readonly isBelow: boolean
  /** Whether npm installed it from the packed packages, outside the workspace. */
  readonly isPacked: boolean
}

export const VARIANTS: readonly Variant[] = [
  { name: 'plain', isBelow: false, isPacked: false },
  { name: '`basePath`, `trailingSlash`', isBelow: true, isPacked: false },
  { name: 'packed', isBelow: false, isPacked: true },
  { name: 'packed, `basePath`, `trailingSlash`', isBelow: true, isPacked: true },
]

/** What runs a row. */
export type Runner = 'npm test' | 'npm run test:matrix'

const IN_EVERY_TEST: readonly Command[] = ['next dev', 'next start', "output: 'standalone'"]

/** The table of docs/hosting.md: the short part runs in every `npm test`, the rest in `npm run test:matrix`. */
export function runnerOf(command: Command, variant: Variant): Runner {
  const isShort = variant.name === 'plain' && IN_EVERY_TEST.includes(command)
  return isShort ? 'npm test' : 'npm run test:matrix'
}
