import type { PageTransportFactory } from '@webio/core/protocol'
import { createContext } from 'react'

/** What the stand-alone page and the tests set around a component, and applications do not. */
export interface Internals {
  /** Makes the wire, instead of Socket.IO to the endpoint. */
  readonly connect?: PageTransportFactory
  readonly isStandAlone?: boolean
}

export const InternalsContext = createContext<Internals>({})
