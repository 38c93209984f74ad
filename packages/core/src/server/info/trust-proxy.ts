import { compile } from 'proxy-addr'

/**
 * The trusted proxies: all (true) or none (false); a number of proxies in front of the server; or IPv4 and IPv6 addresses, subnets (`10.0.0.0/8`)
 * and names of subnets (`loopback`, `linklocal`, `uniquelocal`), in an array or separated by commas.
 */
export type TrustProxyOption = boolean | number | string | readonly string[]

/**
 * Tells whether the machine at an address is trusted to name the machine before it.
 * @param hop 0 for the other end of the connection, 1 for the machine that it names, and so on
 */
export type TrustProxy = (address: string | undefined, hop: number) => boolean

/**
 * Compiles the option into a rule, as Express does.
 * @throws TypeError if an address is invalid
 */
export function trustProxyOf(option: TrustProxyOption): TrustProxy {
  if (typeof option === 'boolean') return () => option
  if (typeof option === 'number') return (_, hop) => hop < option
  const names = typeof option === 'string' ? option.split(',') : option
  const trusts = compile(names.map((name) => name.trim()))
  // An unknown address is not trusted.
  return (address, hop) => address !== undefined && trusts(address, hop)
}
