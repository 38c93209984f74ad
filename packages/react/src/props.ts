import type {
  FirstPaint,
  Json,
  JsonObject,
  JsonObjectShape,
  JsonShape,
  MessageId,
  ThemeName,
  ViewerRole,
} from '@webio/core/protocol'
import type { ComponentPropsWithoutRef, ReactNode, Ref } from 'react'
import type { PageHandlers, WebIOSession } from './session/session-options'
import type { InPageTask } from './session/wire/task-transport'
import type { SocketTransports } from './session/wire/transport-order'
import type { Components, FieldComponents, Outputs } from './components'
import type { ClassNames, Slots } from './parts'

/**
 * A color scheme or a theme. `inherit` is the color scheme of the surrounding page (its `color-scheme`, or a class or attribute that says dark),
 * and `auto` is the one that the visitor's system prefers. With these two, a theme that the task sets applies.
 */
export type ThemeMode = 'inherit' | ThemeName

/**
 * A color scheme, with your own CSS variables if you like.
 *
 * @example
 * <WebIOApp endpoint="/webio" theme={{ mode: 'dark', '--webio-accent': '#7a3ff2' }} />
 */
export type Theme =
  | ThemeMode
  | {
      /** @default 'inherit' */
      readonly mode?: ThemeMode | undefined
      readonly [variable: `--${string}`]: string
    }

/** Settings of a session, wherever its task runs. */
interface SessionSettings<Params = JsonObject, Auth = Json> {
  /**
   * Name of the application.
   * @default 'index'
   */
  readonly app?: string | undefined
  /** The parameters of the task. Different parameters mean a different session; the order of keys makes no difference. */
  readonly params?: JsonObject | JsonObjectShape<Params> | undefined
  /**
   * Whether scripts that the server sends may run.
   * @default true for an endpoint on the page's own origin, false for another origin
   */
  readonly allowScripts?: boolean | undefined
  /** Passed to `authorize()` with every handshake. */
  readonly auth?: Json | JsonShape<Auth> | undefined
  /**
   * Names the session if a page has several with the same endpoint, application and parameters. A component that mounts with the same key, here
   * or on another route of the same document, shows the same session.
   */
  readonly resumeKey?: string | undefined
  /** Transports to try, in this order. Read when a session starts. @default ['websocket', 'polling'] */
  readonly transports?: SocketTransports | undefined
}

/** A task that a server runs. */
interface OnServer {
  /** The URL of the handler: a path, or a URL of another host. */
  readonly endpoint: string
  readonly task?: undefined
  readonly session?: undefined
}

/** A session that started with the document. */
interface InDocument {
  /**
   * The session's first outputs, so that they are in the HTML of the document and visible before the page connects: the result of `renderWebIO()` of
   * `@webio/next-plugin/server`, or of `firstPaint()` of a handler, for this application and these parameters. The task runs once: the component
   * continues the same session. Read when the component is mounted.
   */
  readonly firstPaint?: FirstPaint | null | undefined
}

/** A task that the page runs. */
interface InPage {
  /**
   * Runs in the page itself, without a server: for documentation, previews and tests. A session continues with the task that it started with; a
   * changed task runs after `restart()`.
   */
  readonly task: InPageTask
  readonly endpoint?: undefined
  readonly session?: undefined
  readonly firstPaint?: undefined
}

interface KeepAlive {
  /**
   * How many seconds the session continues after the component was hidden or unmounted. A component that mounts in its place within that
   * time shows it, with everything that was typed. With 0, the session ends at once.
   * @default 30
   */
  readonly keepAlive?: number | undefined
}

/** A session created with `createWebIOSession()`, which determines all of its settings. */
type Given = { readonly session: WebIOSession } & {
  readonly [Name in keyof SessionSettings | 'endpoint' | 'task' | 'firstPaint' | 'keepAlive']?: undefined
}

/** A session of somebody else, who has shared it. */
interface Shared<Params, Auth> extends Omit<SessionSettings<Params, Auth>, 'app'> {
  /** The address of the handler: a path, or a URL of another host. */
  readonly endpoint: string
  /** The `id` of what `share()` gave. It names the application, too. */
  readonly session: string
  /**
   * What this page is, at most: `observer` only watches, whatever the link allows; `driver` takes over, if the link allows it.
   * @default what the link allows
   */
  readonly role?: ViewerRole | undefined
  readonly app?: undefined
  readonly task?: undefined
  readonly firstPaint?: undefined
}

/** The source of a session, in any of the three ways. */
export interface SessionSource extends SessionSettings, InDocument, KeepAlive {
  readonly endpoint?: string | undefined
  readonly task?: InPageTask | undefined
  readonly session?: WebIOSession | string | undefined
  readonly role?: string | undefined
}

/** Options of `createWebIOSession()`: where the task is, its parameters, and handlers of what happens. */
export type WebIOSessionOptions<Params = JsonObject, Auth = Json> = (OnServer | InPage) &
  SessionSettings<Params, Auth> &
  PageHandlers

/** How a session is shown. */
interface View extends PageHandlers {
  /** @default 'inherit' */
  readonly theme?: Theme | undefined
  /** Your own components instead of built-in outputs, by type: `{ table: MyTable }`. */
  readonly outputs?: Outputs | undefined
  /** Your own components instead of the controls of built-in fields, by type: `{ select: MySelect }`. */
  readonly fields?: FieldComponents | undefined
  /** Your own components for `put_component(name)`, by name. */
  readonly components?: Components | undefined
  /** Your own components for the frame of forms, labels, help, messages and buttons. */
  readonly slots?: Slots | undefined
  /** Your own classes for the parts. */
  readonly classNames?: ClassNames | undefined
  /** Your own texts, or those of one language without loading it later: `import { fa } from '@webio/react/locales/fa'`. */
  readonly messages?: { readonly [Id in MessageId]?: string } | undefined
  /**
   * A language tag, for the page's own texts, numbers and dates.
   * @default the language of the surrounding page (`lang`), or else the browser's
   */
  readonly locale?: string | undefined
  /** What the host page can do with the session. */
  readonly ref?: Ref<WebIOHandle> | undefined
}

/** Props of `<WebIOProvider>`: one session. Give `endpoint`, `task` or `session`; or `endpoint` and the id of a shared session. */
export type WebIOProviderProps<Params = JsonObject, Auth = Json> = View & {
  readonly children?: ReactNode
} & (
    | (((OnServer & InDocument) | InPage) & SessionSettings<Params, Auth> & KeepAlive)
    | (Shared<Params, Auth> & KeepAlive)
    | Given
  )

/** What a `ref` of `<WebIOApp>` or `<WebIOProvider>` holds. */
export interface WebIOHandle {
  /** Sends an event to the task: `on_event(name, callback)` receives it. Ignored before the session starts and after its end. */
  send<Data = Json>(name: string, data?: Json | JsonShape<Data>): void
  /** Ends the session. Its outputs stay visible. */
  close(): void
  /** Ends the session and starts a new one. */
  restart(): void
}

/** `role` is the element's attribute, except of a shared session. */
type OwnName = keyof View | Exclude<keyof SessionSource, 'role'> | 'children' | 'loading'

/** Attributes of the outermost element: `id`, `className`, `style`, `aria-…`, `data-…`, event handlers. */
export interface RootAttributes extends Omit<ComponentPropsWithoutRef<'div'>, OwnName> {
  readonly [data: `data-${string}`]: unknown
}

/** Props of `<WebIOApp>`: a session, with everything that shows it. Give `endpoint`, `task` or `session`. */
export type WebIOAppProps<Params = JsonObject, Auth = Json> = RootAttributes &
  View & {
    /** Shown while the session is connecting, and on the server. @default a spinner */
    readonly fallback?: ReactNode
    /**
     * When the session starts: with the component, or when the component comes near the view, as `loading` of an image says it. Until then `fallback`
     * shows. With `firstPaint`, the session has started already.
     * @default 'eager'
     */
    readonly loading?: 'eager' | 'lazy' | undefined
  } & (
    | (((OnServer & InDocument) | InPage) & SessionSettings<Params, Auth> & KeepAlive)
    | (Shared<Params, Auth> & KeepAlive)
    | Given
  )
