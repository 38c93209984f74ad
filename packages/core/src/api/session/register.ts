import type { Json } from '../../protocol/json'

/**
 * Your project's declarations for all of its tasks: `user`, the result of `authorize`; `local`, its keys; `events`, the data of each event of `emit`
 * and `on_event` by name.
 * @example
 * declare module '@webio/core' {
 *   interface Register {
 *     user: { id: number; name: string }
 *     local: { cart?: string[] }
 *     events: { saved: { id: number }; closed: null }
 *   }
 * }
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- projects add to it
export interface Register {}

/** The type of `info.user`. */
export type RegisteredUser = Register extends { user: infer User } ? User : unknown

/** The events of `emit` and `on_event`, by name. */
export type RegisteredEvents = Register extends { events: infer Events } ? Events : { [name: string]: Json }

/** The names of events. */
export type EventName = keyof RegisteredEvents & string

/** The data of an event. */
export type EventData<Name extends EventName> = RegisteredEvents[Name]
