import type { ThemeName } from '../../protocol/themes'
import { THEMES } from '../../protocol/themes'
import type { OptionRules, Rule } from '../../api/arguments'
import { checkOptions, describe, isPlainObject } from '../../api/arguments'
import { asJson } from '../../api/json'
import type { TaskFunction } from '../../engine/tasks/applications'
import type { AppLimits } from '../../engine/host/session-host'
import type { Json } from '../../protocol/json'
import type { Authorize } from './authorize'
import type { DurableConfig } from './durable-config'
import { DURABLE_CONFIG } from './durable-config'
import { COUNT, SECONDS_ABOVE_0 } from './rules'

/** The look of an application's stand-alone page, its additional files, and the limits and permissions of its sessions. */
export interface AppConfig {
  /** The title of the page and in the list of applications. @default the name of the application */
  readonly title?: string | undefined
  /** Shown in the list of applications and to search engines. */
  readonly description?: string | undefined
  /** `auto` follows the visitor's system. @default 'auto' */
  readonly theme?: ThemeName | undefined
  /** JavaScript that runs in the page. */
  readonly js_code?: string | undefined
  /** URLs of scripts, loaded before `js_code` runs. */
  readonly js_file?: string | readonly string[] | undefined
  /** CSS for the page. */
  readonly css_style?: string | undefined
  /** URLs of style sheets. */
  readonly css_file?: string | readonly string[] | undefined
  /** URL of the page's icon. @default WebIO's own */
  readonly favicon?: string | undefined
  /**
   * The web-app manifest, with which phones and browsers install the page as an app. An object overrides members that come from title, description
   * and icon; false omits the manifest.
   * @default true
   */
  readonly manifest?: boolean | AppManifest | undefined
  /** The same as the server's option, for this application's sessions. @default the server's option */
  readonly session_expire_seconds?: number | undefined
  /** The same as the server's option, for this application's sessions. @default the server's option */
  readonly session_max_age?: number | undefined
  /** Decides who may start a session of this application. @default the server's option */
  readonly authorize?: Authorize | undefined
  /** The maximum number of sessions of this application. More are refused with `server_full`. @default only the server's limit */
  readonly max_sessions?: number | undefined
  /** How its durable sessions are kept, and what happens to them when the code changes. */
  readonly durable?: DurableConfig | undefined
}

/**
 * Members of a web-app manifest. `icon` is an addition, as in PyWebIO: the URL of a single icon, instead of `icons`. URLs are relative to the
 * page.
 */
export interface AppManifest {
  readonly name?: string
  readonly short_name?: string
  readonly description?: string
  readonly display?: 'standalone' | 'fullscreen' | 'minimal-ui' | 'browser'
  readonly background_color?: string
  readonly theme_color?: string
  /** @default favicon */
  readonly icon?: string
  readonly [member: string]: Json | undefined
}

interface ConfigStore {
  defaults: AppConfig
  readonly byApp: WeakMap<TaskFunction, AppConfig>
}

/** One store for all copies of this package in a process: the configuring code and the server may use different copies. */
const STORE = Symbol.for('@webio/core/app-config/1')

function store(): ConfigStore {
  const global = globalThis as { [STORE]?: ConfigStore }
  return (global[STORE] ??= { defaults: {}, byApp: new WeakMap() })
}

const isText = (value: unknown): boolean => typeof value === 'string'
const TEXTS: Rule = {
  must: 'a URL or an array of URLs',
  kind: (value: unknown) => isText(value) || (Array.isArray(value) && value.every(isText)),
}

const RULES: { readonly [name in keyof AppConfig]-?: OptionRules[string] } = {
  title: 'string',
  description: 'string',
  theme: {
    must: `one of ${THEMES.map((name) => `"${name}"`).join(', ')}`,
    kind: isText,
    bounds: (value: string) => (THEMES as readonly string[]).includes(value),
  },
  js_code: 'string',
  js_file: TEXTS,
  css_style: 'string',
  css_file: TEXTS,
  favicon: { must: 'a URL', kind: isText },
  manifest: {
    must: 'true, false or an object',
    kind: (value: unknown) => typeof value === 'boolean' || isPlainObject(value),
  },
  session_expire_seconds: SECONDS_ABOVE_0,
  session_max_age: SECONDS_ABOVE_0,
  authorize: 'function',
  max_sessions: COUNT,
  durable: DURABLE_CONFIG,
}

/**
 * Configures the page of an application and the limits of its sessions; without `app`, sets the defaults for all applications.
 * @returns `app` itself, so that a call can wrap a definition
 * @throws TypeError for an unknown option or a value of the wrong type
 * @example export const main = config({ title: 'Survey' }, async () => put_text(await input('Your opinion')))
 */
export function config(options: AppConfig): void
export function config<F extends TaskFunction>(options: AppConfig, app: F): F
export function config(options: AppConfig, app?: TaskFunction): TaskFunction | undefined {
  const checked = check(options)
  if (app === undefined) {
    store().defaults = checked
    return undefined
  }
  if (typeof app !== 'function') throw new TypeError(`config: app must be a function, not ${describe(app)}.`)
  store().byApp.set(app, checked)
  return app
}

/** The settings of an application: its own ones override the defaults. */
export function configOf(app: TaskFunction | undefined): AppConfig {
  const { defaults, byApp } = store()
  return { ...defaults, ...(app && byApp.get(app)) }
}

/** The session settings of an application. */
export function limitsOf(app: TaskFunction | undefined): AppLimits {
  const { session_expire_seconds: idle, session_max_age: age, max_sessions: sessions } = configOf(app)
  return { idle, age, sessions }
}

function check(options: AppConfig): AppConfig {
  const checked = checkOptions('config', options, RULES)
  if (checked.manifest !== undefined) asJson('config', 'manifest', checked.manifest)
  return checked
}
