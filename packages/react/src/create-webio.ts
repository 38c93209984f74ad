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

declare const noParams: unique symbol

/** The parameters of an application that has none. An error then names the parameter, which it does not for an index signature of `never`. */
export interface NoParams {
  readonly [noParams]?: never
}

/** The parameters of an application. */
export type AppParams<Application> = Application extends (params: infer Params, ...rest: never[]) => unknown
  ? unknown extends Params
    ? NoParams
    : Params
  : never

/** What an application returns. */
export type AppResult<Application> = Application extends (...args: never[]) => infer Result
  ? Awaited<Result>
  : never

/** Names of events, and the data of each. */
type EventMap = Readonly<Record<string, Json>>

/** The arguments of `onEvent`: the name determines the type of the data. */
export type EventArguments<Events> = {
  [Name in keyof Events & string]: [name: Name, data: Events[Name]]
}[keyof Events & string]

/** `send(name, data)`. The data can be omitted if it may be null. */
export type SendEvent<Events> = <Name extends keyof Events & string>(
  name: Name,
  ...data: null extends Events[Name] ? [data?: Events[Name]] : [data: Events[Name]]
) => void

/** A sender of events, with their types. */
type Sending<Sender, Events> = Omit<Sender, 'send'> & { readonly send: SendEvent<Events> }

/** What is known of a session whose application is known. */
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

/** Adds a typed `ref`, which options of a session do not have. */
type TypedRef<Props, Events> = 'ref' extends keyof Props
  ? { readonly ref?: Ref<Sending<WebIOHandle, Events>> | undefined }
  : unknown

type DistributedOmit<Union, Name extends PropertyKey> = Union extends unknown ? Omit<Union, Name> : never
/** Those props that name an application, and do not show an existing session. */
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
 * Types the components for a server's applications: their names, parameters and results, and the events between page and tasks. It reads only
 * the types of the server's module, so none of its code gets into the page.
 *
 * `Events` maps the names of events to their data. Use the same interface that the server registers as `events` of `Register`. Without it, any
 * name and any JSON may be sent.
 *
 * @example
 * interface Events { saved: { id: number }; refresh: null }
 * const { WebIOApp, useWebIO } = createWebIO<typeof import('./webio'), Events>()
 * const Order = () => (
 *   <WebIOApp endpoint="/webio" app="order" params={{ id: 7 }} onResult={({ total }) => show(total)}
 *     onEvent={(name, data) => { if (name === 'saved') show(data.id) }} />
 * )
 */
export function createWebIO<Applications extends object, Events extends object = EventMap>(): TypedWebIO<
  Applications,
  Events
> {
  // The same functions: whatever they accept in general holds for each application.
  return { WebIOApp, WebIOProvider, createWebIOSession, useWebIO } as unknown as TypedWebIO<
    Applications,
    Events
  >
}
