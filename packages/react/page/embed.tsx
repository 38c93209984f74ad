import type { Json, JsonObject, ViewerRole } from '@webio/core/protocol'
import { THEMES } from '@webio/core/protocol'
import type { Root } from 'react-dom/client'
import { createRoot } from 'react-dom/client'
import { keepEventsInside } from '../src/dom/keep-events-inside'
import type { ThemeMode, WebIOAppProps, WebIOHandle } from '../src/props'
import { reportProblem } from '../src/report-problem'
import { WebIOApp } from '../src/webio-app'

/** Where `embed.js` came from, and the URLs of what belongs to it. */
export interface Embedding {
  readonly endpoint: string
  readonly styles: string
}

const NAME = 'webio-app'
const ATTRIBUTES = [
  'endpoint',
  'app',
  'session',
  'session-role',
  'params',
  'theme',
  'locale',
  'auth',
  'allow-scripts',
  'resume-key',
  'keep-alive',
  'loading',
] as const
type Attribute = (typeof ATTRIBUTES)[number]

/** Props of `<WebIOApp>` that an attribute cannot hold, or not completely. As properties of the element they take precedence over its attributes. */
const PROPERTIES = ['params', 'theme', 'messages'] as const
type ElementProperties = Pick<WebIOAppProps, (typeof PROPERTIES)[number]>

/**
 * Defines `<webio-app app="hello">` for pages without React: a session in the place of the element, which ends when the element is removed. Its
 * attributes are props of `<WebIOApp>`; `params` is JSON, and `session-role` is the prop `role`, because an element's `role` belongs to ARIA. `params`, `theme` and `messages` are also properties, which accept objects. The element has
 * the methods `send(name, data)`, `close()` and `restart()`. The callbacks `onReady`, `onEvent`, `onClose` and `onError` become events that bubble:
 * `webio-ready`, `webio-event`, `webio-close`, `webio-error`, with a `detail`.
 */
export function defineElement({ endpoint, styles }: Embedding): void {
  // With two scripts of two servers, the first one wins.
  if (customElements.get(NAME)) return
  const link = document.createElement('link')
  Object.assign(link, { rel: 'stylesheet', href: styles })
  document.head.append(link)
  customElements.define(NAME, elementFor(endpoint))
}

function elementFor(endpoint: string): CustomElementConstructor {
  class WebIOAppElement extends HTMLElement implements WebIOHandle {
    static readonly observedAttributes = ATTRIBUTES
    readonly #app: { current: WebIOHandle | null } = { current: null }
    readonly #given: { -readonly [Name in keyof ElementProperties]: ElementProperties[Name] } = {}
    #root: Root | null = null
    #letGo = (): void => {}

    constructor() {
      super()
      for (const name of PROPERTIES) this.#takeUp(name)
    }

    send(name: string, data?: Json): void {
      this.#app.current?.send(name, data)
    }

    close(): void {
      this.#app.current?.close()
    }

    restart(): void {
      this.#app.current?.restart()
    }

    connectedCallback(): void {
      if (!this.#root) {
        this.#root = createRoot(this)
        // Added after React's own listeners.
        this.#letGo = keepEventsInside(this)
      }
      this.#render()
    }

    attributeChangedCallback(): void {
      this.#render()
    }

    disconnectedCallback(): void {
      this.#root?.unmount()
      this.#root = null
      this.#letGo()
    }

    /** Makes a property of the element a prop. It may have been set before the element was defined. */
    #takeUp<Name extends keyof ElementProperties>(name: Name): void {
      const element = this as { [Property in Name]?: ElementProperties[Name] }
      const early = element[name]
      Object.defineProperty(this, name, {
        enumerable: true,
        get: () => this.#given[name],
        set: (value: ElementProperties[Name]) => {
          this.#given[name] = value
          this.#render()
        },
      })
      if (early !== undefined) this.#given[name] = early
    }

    #render(): void {
      const attribute = (name: Attribute): string | undefined => this.getAttribute(name) ?? undefined
      const { endpoint: named = endpoint, ...props } = propsOf(attribute, this.#given)
      this.#root?.render(
        <WebIOApp
          {...props}
          {...sourceOf(attribute)}
          endpoint={named}
          ref={this.#app}
          onReady={(detail) => this.#tell('ready', detail)}
          onEvent={(name, data) => this.#tell('event', { name, data })}
          onClose={(detail) => this.#tell('close', detail)}
          onError={(detail) => this.#tell('error', detail)}
        />,
      )
    }

    #tell(name: string, detail: object): void {
      this.dispatchEvent(new CustomEvent(`webio-${name}`, { detail, bubbles: true }))
    }
  }
  return WebIOAppElement
}

/** The props that attributes and properties can set. */
type ElementProps = Pick<
  Extract<WebIOAppProps, { readonly endpoint: string }>,
  'params' | 'theme' | 'messages' | 'locale' | 'auth' | 'resumeKey' | 'allowScripts' | 'keepAlive' | 'loading'
> & { readonly endpoint: string | undefined }

/** An application, or a session that somebody has shared. */
type Source =
  { readonly app: string | undefined } | { readonly session: string; readonly role: ViewerRole | undefined }

function sourceOf(attribute: (name: Attribute) => string | undefined): Source {
  const session = attribute('session')
  if (session === undefined) return { app: attribute('app') }
  const role = attribute('session-role')
  if (role === undefined || role === 'observer' || role === 'driver') return { session, role }
  reportProblem(`<${NAME}>: session-role must be observer or driver, not ${role}.`, undefined)
  return { session, role: 'observer' }
}

function propsOf(attribute: (name: Attribute) => string | undefined, given: ElementProperties): ElementProps {
  const theme = attribute('theme')
  const allowScripts = attribute('allow-scripts')
  return {
    endpoint: attribute('endpoint'),
    params:
      given.params === undefined ? objectIn(attribute('params')) : objectIn(JSON.stringify(given.params)),
    theme: given.theme ?? (isThemeMode(theme) ? theme : undefined),
    messages: given.messages,
    locale: attribute('locale'),
    auth: attribute('auth'),
    resumeKey: attribute('resume-key'),
    // A removed element is gone. Unlike a component, it has no parent that may only hide it.
    keepAlive: Number(attribute('keep-alive')) || 0,
    loading: attribute('loading') === 'lazy' ? 'lazy' : 'eager',
    ...(allowScripts !== undefined && { allowScripts: allowScripts !== 'false' }),
  }
}

function isThemeMode(value: string | undefined): value is ThemeMode {
  return value === 'inherit' || THEMES.some((name) => name === value)
}

function objectIn(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined
  try {
    const value = JSON.parse(text) as Json
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject
    throw new TypeError('It is JSON, but not an object.')
  } catch (cause) {
    reportProblem(`<${NAME}>: params must be a JSON object, not ${text}.`, cause)
    return undefined
  }
}
