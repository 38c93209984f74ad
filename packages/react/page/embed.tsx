import type { Json, JsonObject } from '@webio/core/protocol'
import type { Root } from 'react-dom/client'
import { createRoot } from 'react-dom/client'
import { keepEventsInside } from '../src/dom/keep-events-inside'
import type { ThemeMode, WebIOAppProps } from '../src/props'
import { reportProblem } from '../src/report-problem'
import { WebIOApp } from '../src/webio-app'

/** Where `embed.js` came from, and so what belongs to it; URLs. */
export interface Embedding {
  readonly endpoint: string
  readonly styles: string
}

const NAME = 'webio-app'
const ATTRIBUTES = [
  'app',
  'params',
  'theme',
  'locale',
  'auth',
  'allow-scripts',
  'resume-key',
  'keep-alive',
] as const
type Attribute = (typeof ATTRIBUTES)[number]

/**
 * Defines `<webio-app app="hello">` for pages without React: a session in the place of the element, over when the element is removed. Its
 * attributes are props of `<WebIOApp>`; `params` is JSON. What `onReady`, `onEvent`, `onClose` and `onError` hear are events that bubble:
 * `webio-ready`, `webio-event`, `webio-close`, `webio-error`, with a `detail`.
 */
export function defineElement({ endpoint, styles }: Embedding): void {
  // Two scripts of two servers: the first one has it.
  if (customElements.get(NAME)) return
  const link = document.createElement('link')
  Object.assign(link, { rel: 'stylesheet', href: styles })
  document.head.append(link)
  customElements.define(NAME, elementFor(endpoint))
}

function elementFor(endpoint: string): CustomElementConstructor {
  return class extends HTMLElement {
    static readonly observedAttributes = ATTRIBUTES
    #root: Root | null = null
    #letGo = (): void => {}

    connectedCallback(): void {
      if (!this.#root) {
        this.#root = createRoot(this)
        // After React's own listeners.
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

    #render(): void {
      this.#root?.render(
        <WebIOApp
          {...propsOf((name) => this.getAttribute(name) ?? undefined)}
          endpoint={endpoint}
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
}

/** The props that attributes say. */
type ElementProps = Pick<
  Extract<WebIOAppProps, { readonly endpoint: string }>,
  'app' | 'params' | 'theme' | 'locale' | 'auth' | 'resumeKey' | 'allowScripts' | 'keepAlive'
>

function propsOf(attribute: (name: Attribute) => string | undefined): ElementProps {
  const theme = attribute('theme')
  const allowScripts = attribute('allow-scripts')
  return {
    app: attribute('app'),
    params: objectIn(attribute('params')),
    theme: isThemeMode(theme) ? theme : undefined,
    locale: attribute('locale'),
    auth: attribute('auth'),
    resumeKey: attribute('resume-key'),
    // An element that is removed is gone; unlike a component it has no parent that only hides it.
    keepAlive: Number(attribute('keep-alive')) || 0,
    ...(allowScripts !== undefined && { allowScripts: allowScripts !== 'false' }),
  }
}

function isThemeMode(value: string | undefined): value is ThemeMode {
  return value === 'inherit' || value === 'auto' || value === 'light' || value === 'dark'
}

function objectIn(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined
  try {
    const value = JSON.parse(text) as Json
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject
    throw new TypeError('It is JSON, but no object.')
  } catch (cause) {
    reportProblem(`<${NAME}>: the attribute params must be a JSON object, not ${text}.`, cause)
    return undefined
  }
}
