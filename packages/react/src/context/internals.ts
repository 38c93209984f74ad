import { createContext } from 'react'
import type { WireFactory } from '../client/wire'

/** What the stand-alone page and the tests set around a component, and applications do not. */
export interface Internals {
  /** Makes the wire, instead of Socket.IO to the endpoint. */
  readonly connect?: WireFactory
  readonly isStandAlone?: boolean
}

export const InternalsContext = createContext<Internals>({})
