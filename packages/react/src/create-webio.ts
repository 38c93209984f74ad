import type { Json } from '@webio/core/protocol'
import type { ReactNode, Ref } from 'react'
import { createWebIOSession } from './create-session'
import type { WebIOAppProps, WebIOHandle, WebIOProviderProps, WebIOSessionOptions } from './props'
import type { WebIOSession } from './session/session-options'
import type { WebIOControl } from './use-webio'
import { useWebIO } from './use-webio'
import { WebIOApp } from './webio-app'
import { WebIOProvider } from './webio-provider'

type Task = (...args: never[]) => unknown

/** Names of the applications that a module exports: its functions. */
export type AppName<Applications> = {
  [Name in keyof Applications & string]: Applications[Name] extends Task ? Name : never
}[keyof Applications & string]

/** What an application is called with. */
export type AppParams<Application> = Application extends (params: infer Params, ...rest: never[]) => unknown
  ? unknown extends Params
    ? Readonly<Record<string, never>>
    : Params
  : never

/** What an application returns in the end. */
export type AppResult<Application> = Application extends (...args: never[]) => infer Result
  ? Awaited<Result>
  : never

/** Names of events, and the data of each. */
type EventMap = Readonly<Record<string, Json>>

/** The arguments of `onEvent`: by the name the type of the data is known. */
export type EventArguments<Events> = {
  [Name in keyof Events & string]: [name: Name, data: Events[Name]]
}[keyof Events & string]

/** `send(name, data)`. An event whose data is null needs none. */
export type SendEvent<Events> = <Name extends keyof Events & string>(
  name: Name,
  ...data: null extends Events[Name] ? [data?: Events[Name]] : [data: Events[Name]]
) => void

/** Something that sends events, with their types. */
type Sending<Sender, Events> = Omit<Sender, 'send'> & { readonly send: SendEvent<Events> }

/** What is known of a session once its application is. */
type Typed<Applications, Events, Name extends AppName<Applications>> = {
  readonly app: Name
  readonly onResult?: ((result: AppResult<Applications[Name]>) => void) | undefined
  readonly onEvent?: ((...event: EventArguments<Events>) => void) | undefined
} & (Record<string, never> extends AppParams<Applications[Name]>
  ? { readonly params?: AppParams<Applications[Name]> | undefined }
  : { readonly params: AppParams<Applications[Name]> })

/** `Props` of each application, with its name, its parameters, its result and its events typed. */
type ForEach<Applications, Events, Props> = {
  [Name in AppName<Applications>]: DistributedOmit<Props, keyof Typed<Applications, Events, Name> | 'ref'> &
    Typed<Applications, Events, Name> &
    TypedRef<Props, Events>
}[AppName<Applications>]

/** Options of a session have no `ref`. */
type TypedRef<Props, Events> = 'ref' extends keyof Props
  ? { readonly ref?: Ref<Sending<WebIOHandle, Events>> | undefined }
  : unknown

type DistributedOmit<Union, Name extends PropertyKey> = Union extends unknown ? Omit<Union, Name> : never
/** Those that name an application themselves, and do not show a session that is there already. */
type Naming<Props> = Extract<Props, { readonly session?: undefined }>

/** The result of `createWebIO()`: the exports of this package, typed for the applications of one server. */
export interface TypedWebIO<Applications, Events = EventMap> {
  readonly WebIOApp: (props: ForEach<Applications, Events, Naming<WebIOAppProps>>) => ReactNode
  readonly WebIOProvider: (props: ForEach<Applications, Events, Naming<WebIOProviderProps>>) => ReactNode
  readonly createWebIOSession: (
    options: ForEach<Applications, Events, WebIOSessionOptions>,
  ) => Sending<WebIOSession, Events>
  readonly useWebIO: () => Sending<WebIOControl, Events>
}

/**
 * Types the components by the applications that a server has: names, parameters and results, and by the events that pass between page and tasks. Of
 * the server's module only the types are read, none of its code gets into the page.
 *
 * `Events` are the names of events and the data of each: the same interface that the server gives as `events` of `Register`. Without it, any name
 * and any JSON may be sent.
 *
 * @example
 * import { createWebIO } from '@webio/react'
 * interface Events { saved: { id: number }; refresh: null }
 * const { WebIOApp, useWebIO } = createWebIO<typeof import('./webio'), Events>()
 * <WebIOApp endpoint="/webio" app="order" params={{ id: 7 }} onResult={({ total }) => show(total)}
 *   onEvent={(name, data) => { if (name === 'saved') show(data.id) }} />
 */
export function createWebIO<Applications extends object, Events extends object = EventMap>(): TypedWebIO<
  Applications,
  Events
> {
  // The same functions: what they take in general holds for each application.
  return { WebIOApp, WebIOProvider, createWebIOSession, useWebIO } as unknown as TypedWebIO<
    Applications,
    Events
  >
}
