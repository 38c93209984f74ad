import type { ReactNode } from 'react'
import { createWebIOSession } from './create-session'
import type { WebIOAppProps, WebIOProviderProps, WebIOSessionOptions } from './props'
import type { WebIOSession } from './session/session-options'
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

/** What is known of a session once its application is. */
type Typed<Applications, Name extends AppName<Applications>> = {
  readonly app: Name
  readonly onResult?: ((result: AppResult<Applications[Name]>) => void) | undefined
} & (Record<string, never> extends AppParams<Applications[Name]>
  ? { readonly params?: AppParams<Applications[Name]> | undefined }
  : { readonly params: AppParams<Applications[Name]> })

/** `Props` of each application, with its name, its parameters and its result typed. */
type ForEach<Applications, Props> = {
  [Name in AppName<Applications>]: DistributedOmit<Props, 'app' | 'params' | 'onResult'> &
    Typed<Applications, Name>
}[AppName<Applications>]

type DistributedOmit<Union, Name extends PropertyKey> = Union extends unknown ? Omit<Union, Name> : never
/** Those that name an application themselves, and do not show a session that is there already. */
type Naming<Props> = Extract<Props, { readonly session?: undefined }>

/** What `createWebIO()` gives: the same as the exports of this package, typed by the applications of one server. */
export interface TypedWebIO<Applications> {
  readonly WebIOApp: (props: ForEach<Applications, Naming<WebIOAppProps>>) => ReactNode
  readonly WebIOProvider: (props: ForEach<Applications, Naming<WebIOProviderProps>>) => ReactNode
  readonly createWebIOSession: (options: ForEach<Applications, WebIOSessionOptions>) => WebIOSession
}

/**
 * Types the components by the applications that a server has: names, parameters and results. Of the server's module only the types are read, none of
 * its code gets into the page.
 *
 * @example
 * import { createWebIO } from '@webio/react'
 * const { WebIOApp } = createWebIO<typeof import('./webio')>()
 * <WebIOApp endpoint="/webio" app="order" params={{ id: 7 }} onResult={({ total }) => show(total)} />
 */
export function createWebIO<Applications extends object>(): TypedWebIO<Applications> {
  // The same functions: what they take in general holds for each application.
  return { WebIOApp, WebIOProvider, createWebIOSession } as unknown as TypedWebIO<Applications>
}
