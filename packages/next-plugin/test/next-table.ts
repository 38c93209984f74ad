/** Ways to run a Next site. With Turbopack unless it says otherwise. */
export const COMMANDS = [
  'next dev',
  'next dev --webpack',
  'next start',
  'next build --webpack, next start',
  "output: 'standalone'",
] as const
export type Command = (typeof COMMANDS)[number]

/** A site, and how it has the packages. */
export interface Variant {
  readonly name: string
  /** Under `basePath: '/docs'`, with `trailingSlash`. */
  readonly isBelow: boolean
  /** Installed by npm from the packed packages, outside of the workspace. */
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

/** The table of the README: the short way in every `npm test`, the others where there is time. */
export function runnerOf(command: Command, variant: Variant): Runner {
  const isShort = variant.name === 'plain' && IN_EVERY_TEST.includes(command)
  return isShort ? 'npm test' : 'npm run test:matrix'
}
