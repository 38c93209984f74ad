import type { FirstPaint, Json, JsonObject, MessageId, ThemeName } from '@webio/core/protocol'
import type { ComponentPropsWithoutRef, ReactNode, Ref } from 'react'
import type { PageHandlers, WebIOSession } from './session/session-options'
import type { InPageTask } from './session/wire/task-transport'
import type { SocketTransports } from './session/wire/socket-io-transport'
import type { Components, FieldComponents, Outputs } from './components'
import type { ClassNames, Slots } from './parts'

/**
 * A color scheme or a theme: `inherit` is the color scheme of the page around (its `color-scheme`, or a class or attribute that says dark), `auto`
 * the one that the visitor's system prefers. With these two, a theme that the task sets counts.
 */
export type ThemeMode = 'inherit' | ThemeName

/**
 * A color scheme, or one with CSS variables of your own.
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

/** What is said about a session, wherever its task is. */
interface SessionSettings {
  /**
   * Name of the application.
   * @default 'index'
   */
  readonly app?: string | undefined
  /** What the task is called with. Other parameters are another session; the order of keys makes no difference. */
  readonly params?: JsonObject | undefined
  /**
   * Whether scripts that the server sends may run.
   * @default true for an endpoint on the page's own origin, false for another
   */
  readonly allowScripts?: boolean | undefined
  /** Reaches `authorize()` with every handshake. */
  readonly auth?: Json | undefined
  /**
   * Names the session if a page has several with the same endpoint, application and parameters. A component that is mounted with the same key, here
   * or on another route of the same document, shows the same session.
   */
  readonly resumeKey?: string | undefined
  /** Wires to try, in this order. Read when a session starts. @default ['websocket', 'polling'] */
  readonly transports?: SocketTransports | undefined
}

/** A task that a server runs. */
interface OnServer {
  /** The address of the handler: a path, or a URL of another host. */
  readonly endpoint: string
  readonly task?: undefined
  readonly session?: undefined
}

/** A session that was started with the document. */
interface InDocument {
  /**
   * What the session shows first, so that it is in the HTML of the document and shows before anything is connected: what `renderWebIO()` of
   * `@webio/next-plugin/server`, or `firstPaint()` of a handler, gave for this application and these parameters. The task runs once: the component
   * takes the same session up. Read when the component is mounted.
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
   * How many seconds the session continues after the component has been hidden or unmounted. A component that is mounted in its place within that
   * time shows it, with everything that was typed. With 0, the session ends at once.
   * @default 30
   */
  readonly keepAlive?: number | undefined
}

/** A session that `createWebIOSession()` made. All that is said about it was said there. */
type Given = { readonly session: WebIOSession } & {
  readonly [Name in keyof SessionSettings | 'endpoint' | 'task' | 'firstPaint' | 'keepAlive']?: undefined
}

/** Where a session comes from, however that is said. */
export interface SessionSource extends SessionSettings, InDocument, KeepAlive {
  readonly endpoint?: string | undefined
  readonly task?: InPageTask | undefined
  readonly session?: WebIOSession | undefined
}

/** Options of `createWebIOSession()`: where the task is, what it is called with, and who hears what happens. */
export type WebIOSessionOptions = (OnServer | InPage) & SessionSettings & PageHandlers

/** How a session is shown. */
interface View extends PageHandlers {
  /** @default 'inherit' */
  readonly theme?: Theme | undefined
  /** Components of your own instead of built-in outputs, by type: `{ table: MyTable }`. */
  readonly outputs?: Outputs | undefined
  /** Components of your own instead of the controls of built-in fields, by type: `{ select: MySelect }`. */
  readonly fields?: FieldComponents | undefined
  /** Components of your own for `put_component(name)`, by name. */
  readonly components?: Components | undefined
  /** Components of your own for the frame of forms, labels, help, messages and buttons. */
  readonly slots?: Slots | undefined
  /** Classes of your own for the parts. */
  readonly classNames?: ClassNames | undefined
  /** Texts of your own, or of one language without loading it later: `import { fa } from '@webio/react/locales/fa'`. */
  readonly messages?: { readonly [Id in MessageId]?: string } | undefined
  /**
   * A language tag, for the page's own texts, numbers and dates.
   * @default the language of the page around (`lang`), else the browser's
   */
  readonly locale?: string | undefined
  /** What the host page can do with the session. */
  readonly ref?: Ref<WebIOHandle> | undefined
}

/** Props of `<WebIOProvider>`: one session. Give `endpoint`, `task` or `session`. */
export type WebIOProviderProps = View & { readonly children?: ReactNode } & (
    (((OnServer & InDocument) | InPage) & SessionSettings & KeepAlive) | Given
  )

/** What a `ref` of `<WebIOApp>` or `<WebIOProvider>` holds. */
export interface WebIOHandle {
  /** Sends an event to the task: `on_event(name, callback)` receives it. Ignored before the session starts and after its end. */
  send(name: string, data?: Json): void
  /** Ends the session. Its outputs stay visible. */
  close(): void
  /** Ends the session and starts a new one. */
  restart(): void
}

type OwnName = keyof View | keyof SessionSource | 'children' | 'loading'

/** Attributes of the element that holds everything: `id`, `className`, `style`, `aria-…`, `data-…`, handlers of events. */
export interface RootAttributes extends Omit<ComponentPropsWithoutRef<'div'>, OwnName> {
  readonly [data: `data-${string}`]: unknown
}

/** Props of `<WebIOApp>`: a session with everything that shows it. Give `endpoint`, `task` or `session`. */
export type WebIOAppProps = RootAttributes &
  View & {
    /** Shown while the session is being connected to, and on the server. @default a spinner */
    readonly fallback?: ReactNode
    /**
     * When the session starts: with the component, or when the component comes near the view, as `loading` of an image says it. Until then `fallback`
     * shows. With `firstPaint`, the session has started already.
     * @default 'eager'
     */
    readonly loading?: 'eager' | 'lazy' | undefined
  } & ((((OnServer & InDocument) | InPage) & SessionSettings & KeepAlive) | Given)
