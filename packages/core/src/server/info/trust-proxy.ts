import { compile } from 'proxy-addr'

/**
 * Which proxies are believed: all (true) or none (false); so many in front of the server; or those at these addresses, IPv4 and IPv6, subnets
 * (`10.0.0.0/8`) and names of subnets (`loopback`, `linklocal`, `uniquelocal`), in an array or with commas.
 */
export type TrustProxyOption = boolean | number | string | readonly string[]

/**
 * Says whether what the machine at an address tells of the one before it is to be believed.
 * @param hop 0 for the other end of the connection, 1 for the one that it tells of, and so on
 */
export type TrustProxy = (address: string | undefined, hop: number) => boolean

/**
 * Makes the rule that an option stands for, as Express has it.
 * @throws TypeError for what is no address
 */
export function trustProxyOf(option: TrustProxyOption): TrustProxy {
  if (typeof option === 'boolean') return () => option
  if (typeof option === 'number') return (_, hop) => hop < option
  const names = typeof option === 'string' ? option.split(',') : option
  const trusts = compile(names.map((name) => name.trim()))
  // Whose address is not known is not one of them.
  return (address, hop) => address !== undefined && trusts(address, hop)
}
