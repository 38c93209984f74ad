import type { Json, PageTransportFactory } from '@webio/core/protocol'
import { createContext } from 'react'
import type { CodePart } from '../session/later-code'
import type { FileWire } from '../session/wire/file-wire'

/** Settings that the stand-alone page and tests make around a component. Applications do not use them. */
export interface Internals {
  /** Creates the transport to use instead of Socket.IO to the endpoint. */
  readonly connect?: PageTransportFactory
  /** Carries the bytes of files, instead of HTTP to the endpoint. */
  readonly files?: FileWire
  readonly isStandAlone?: boolean
  /** Further parts that the page loads when a session needs them. */
  readonly parts?: readonly CodePart[]
  /** Called with the component's session: the stand-alone page lets scripts send events to it. */
  readonly onSession?: (session: { send(name: string, data: Json): void }) => void
}

export const InternalsContext = createContext<Internals>({})
