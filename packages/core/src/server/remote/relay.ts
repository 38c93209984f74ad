import process from 'node:process'
import type { Rule } from '../../api/arguments'
import { isPlainObject } from '../../api/arguments'

/** The machine that admits visitors of `remote_access`, over the system's `ssh` with its configuration (keys, aliases, jumps). */
export interface RemoteAccessOptions {
  /** Its name, or an alias from the configuration of `ssh`. @default 'localhost.run', a public relay */
  readonly host?: string | undefined
  /** The port of its SSH server. @default 22, or the port in the configuration of `ssh` */
  readonly port?: number | undefined
  /** @default 'nokey' for the public relay, otherwise the user in the configuration of `ssh` */
  readonly user?: string | undefined
  /**
   * The port at which visitors reach the relay. With 0, an SSH server picks one. Relays that give each tunnel its own name, and print it, need 80.
   * @default 0; 80 for the public relay
   */
  readonly remote_port?: number | undefined
}

/** The option `remote_access`: true for the relay in the environment variable WEBIO_REMOTE_ACCESS, or else a public one. */
export type RemoteAccess = boolean | RemoteAccessOptions

/** A relay with all defaults filled in. */
export interface Relay {
  readonly host: string
  readonly port: number | undefined
  readonly user: string | undefined
  readonly remotePort: number
}

/** A public relay that needs no account. */
const PUBLIC: Relay = { host: 'localhost.run', port: undefined, user: 'nokey', remotePort: 80 }

/** Names the relay of `remote_access: true`: `user@host:port`. */
const VARIABLE = 'WEBIO_REMOTE_ACCESS'

/** A word that `ssh` cannot mistake for an option, nor a shell for more than one word. */
const WORD = /^[\w.@+:%[\]][\w.@+:%[\]-]*$/

const KNOWN = ['host', 'port', 'user', 'remote_port']

/** The rule of the option `remote_access`. */
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
 * The relay for a value of the option; null for none.
 * @throws RangeError if WEBIO_REMOTE_ACCESS does not have the form user@host:port
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
