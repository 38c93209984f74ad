import type { Json, JsonObject, MessageId } from '@webio/core/protocol'
import type { CSSProperties, ReactNode } from 'react'
import type { PageHandlers } from './session/session-owner'
import type { InPageTask } from './session/wire/task-transport'
import type { SocketTransports } from './session/wire/socket-io-transport'
import type { Components } from './components'

/** A colour scheme, or CSS variables (`--webio-…`) that change the one that the browser prefers. */
export type Theme = 'auto' | 'light' | 'dark' | { readonly [variable: `--${string}`]: string }

/** Props of `<WebIOProvider>`: one session. */
export interface WebIOProviderProps extends PageHandlers {
  /** Where the handler is: a path, or a URL of another host. Either this or `task`. */
  readonly endpoint?: string | undefined
  /**
   * Runs in the page itself, without a server: for documentation, previews and tests. A session goes on with the task that it began with; another
   * one runs after `restart()`.
   */
  readonly task?: InPageTask | undefined
  /**
   * Name of the application.
   * @default 'index'
   */
  readonly app?: string | undefined
  /** What the task is called with. Other parameters are another session. */
  readonly params?: JsonObject | undefined
  /** @default 'auto' */
  readonly theme?: Theme | undefined
  /** Components of your own, instead of built-in ones. */
  readonly components?: Components | undefined
  /**
   * Whether scripts that the server sends may run.
   * @default true for an endpoint on the page's own origin, false for another
   */
  readonly allowScripts?: boolean | undefined
  /** Reaches `authorize()` with every handshake. */
  readonly auth?: Json | undefined
  /** Texts of your own, instead of the page's. */
  readonly messages?: { readonly [Id in MessageId]?: string } | undefined
  /**
   * A language tag.
   * @default the browser's language
   */
  readonly locale?: string | undefined
  /** Names the component where several of the same endpoint and application are on one page. */
  readonly resumeKey?: string | undefined
  /** Wires to try, in this order. @default ['websocket', 'polling'] */
  readonly transports?: SocketTransports | undefined
  readonly children?: ReactNode
}

/** Props of `<WebIOApp>`: a session with everything that shows it. */
export interface WebIOAppProps extends Omit<WebIOProviderProps, 'children'> {
  readonly className?: string | undefined
  readonly style?: CSSProperties | undefined
  /** Shown while the session is being connected to, and on the server. @default a spinner */
  readonly fallback?: ReactNode
}
