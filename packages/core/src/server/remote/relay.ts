import process from 'node:process'
import type { Rule } from '../../api/arguments'
import { isPlainObject } from '../../api/arguments'

/** The machine that takes visitors of `remote_access` in, by the system's `ssh`: its configuration (keys, aliases, jumps) counts. */
export interface RemoteAccessOptions {
  /** Its name, or an alias of the configuration of `ssh`. @default 'localhost.run', a public relay */
  readonly host?: string | undefined
  /** Where its SSH server listens. @default 22, or what the configuration of `ssh` says */
  readonly port?: number | undefined
  /** @default 'nokey' for the public relay, else what the configuration of `ssh` says */
  readonly user?: string | undefined
  /**
   * The port at which visitors reach the relay. 0 lets an SSH server pick one; relays that give each tunnel a name of its own, and print it, want 80.
   * @default 0, and 80 for the public relay
   */
  readonly remote_port?: number | undefined
}

/** The option `remote_access`: true for the relay that the environment variable WEBIO_REMOTE_ACCESS names, else a public one. */
export type RemoteAccess = boolean | RemoteAccessOptions

/** A relay, every default filled in. */
export interface Relay {
  readonly host: string
  readonly port: number | undefined
  readonly user: string | undefined
  readonly remotePort: number
}

/** A public relay that asks for no account. */
const PUBLIC: Relay = { host: 'localhost.run', port: undefined, user: 'nokey', remotePort: 80 }

/** Of the relay of `remote_access: true`: `user@host:port`. */
const VARIABLE = 'WEBIO_REMOTE_ACCESS'

/** Nothing that `ssh` could take for an option, or a shell for more than a word. */
const WORD = /^[\w.@+:%[\]][\w.@+:%[\]-]*$/

const KNOWN = ['host', 'port', 'user', 'remote_port']

/** What the option `remote_access` takes. */
export const REMOTE_ACCESS_RULE: Rule = {
  must: 'true, false or { host, port, user, remote_port } of an SSH server',
  kind: (value: unknown) =>
    typeof value === 'boolean' ||
    (isPlainObject(value) && Object.keys(value).every((key) => KNOWN.includes(key))),
  bounds: (value: RemoteAccess) => typeof value === 'boolean' || isRelay(value),
}

function isRelay({ host, port, user, remote_port }: RemoteAccessOptions): boolean {
  return (
    isWordOrNothing(host) &&
    isWordOrNothing(user) &&
    isPortOrNothing(port, 1) &&
    isPortOrNothing(remote_port, 0)
  )
}

function isWordOrNothing(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && WORD.test(value))
}

function isPortOrNothing(value: unknown, lowest: number): boolean {
  return (
    value === undefined || (Number.isInteger(value) && Number(value) >= lowest && Number(value) <= 65_535)
  )
}

/**
 * The relay that an option asks for; null for none.
 * @throws RangeError if WEBIO_REMOTE_ACCESS is not of the form user@host:port
 */
export function relayOf(option: RemoteAccess | undefined): Relay | null {
  if (!option) return null
  const { host, port, user, remote_port } = option === true ? relayOfEnvironment() : option
  if (host === undefined)
    return { ...PUBLIC, port, user: user ?? PUBLIC.user, remotePort: remote_port ?? PUBLIC.remotePort }
  return { host, port, user, remotePort: remote_port ?? 0 }
}

function relayOfEnvironment(): RemoteAccessOptions {
  const text = process.env[VARIABLE]
  if (!text) return {}
  const { user, host, port } =
    /^(?:(?<user>[^@]+)@)?(?<host>[^:@]+)(?::(?<port>\d+))?$/.exec(text)?.groups ?? {}
  const relay = { host, user, ...(port !== undefined && { port: Number(port) }) }
  if (host === undefined || !isRelay(relay))
    throw new RangeError(
      `${VARIABLE} must be host, host:port or user@host:port, not ${JSON.stringify(text)}.`,
    )
  return relay
}
