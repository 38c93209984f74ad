import type { Json, PageTransportFactory } from '@webio/core/protocol'
import { createContext } from 'react'
import type { FileWire } from '../session/wire/file-wire'

/** What the stand-alone page and the tests set around a component, and applications do not. */
export interface Internals {
  /** Makes the wire, instead of Socket.IO to the endpoint. */
  readonly connect?: PageTransportFactory
  /** Carries the bytes of files, instead of HTTP to the endpoint. */
  readonly files?: FileWire
  readonly isStandAlone?: boolean
  /** Told which session the component has: the stand-alone page lets scripts send events to it. */
  readonly onSession?: (session: { send(name: string, data: Json): void }) => void
}

export const InternalsContext = createContext<Internals>({})
