import type { ThemeName } from '../../protocol/themes'
import { THEMES } from '../../protocol/themes'
import type { OptionRules, Rule } from '../../api/arguments'
import { checkOptions, describe, isPlainObject } from '../../api/arguments'
import { asJson } from '../../api/json'
import type { TaskFunction } from '../../engine/tasks/applications'
import type { AppLimits } from '../../engine/host/session-host'
import type { Json } from '../../protocol/json'
import type { Authorize } from './authorize'
import { COUNT, SECONDS_ABOVE_0 } from './rules'

/** How the stand-alone page of an application looks, what is loaded with it, and how long and how many its sessions may be, and who may have one. */
export interface AppConfig {
  /** Of the page and in the list of applications. @default the name of the application */
  readonly title?: string | undefined
  /** In the list of applications, and for search engines. */
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
   * The web-app manifest, with which phones and browsers install the page as an app: an object overrides what is made of title,
   * description and icon; false leaves it out.
   * @default true
   */
  readonly manifest?: boolean | AppManifest | undefined
  /** As the server's option of this name, of this application's sessions. @default the server's */
  readonly session_expire_seconds?: number | undefined
  /** As the server's option of this name, of this application's sessions. @default the server's */
  readonly session_max_age?: number | undefined
  /** Decides who may have a session of this application. @default the server's */
  readonly authorize?: Authorize | undefined
  /** More sessions of this application than this are refused with `server_full`. @default no limit but the server's */
  readonly max_sessions?: number | undefined
}

/**
 * Members of a web-app manifest. `icon` is ours, as in PyWebIO: the URL of one icon, in the place of `icons`. URLs are relative to the
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

/** One store for all copies of this package in a process: who configures and who serves may hold different ones. */
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
}

/**
 * Sets how the page of an application looks, and limits of its sessions; without `app`, what holds for all that set nothing themselves.
 * @returns `app` itself, so that a call can stand around a definition
 * @throws TypeError for an unknown option or a value of another kind
 * @example export const main = config({ title: 'Survey' }, async () => { ... })
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

/** What `config` says of an application: its own settings before those for all. */
export function configOf(app: TaskFunction | undefined): AppConfig {
  const { defaults, byApp } = store()
  return { ...defaults, ...(app && byApp.get(app)) }
}

/** What `config` says of an application's sessions. */
export function limitsOf(app: TaskFunction | undefined): AppLimits {
  const { session_expire_seconds: idle, session_max_age: age, max_sessions: sessions } = configOf(app)
  return { idle, age, sessions }
}

function check(options: AppConfig): AppConfig {
  const checked = checkOptions('config', options, RULES)
  if (checked.manifest !== undefined) asJson('config', 'manifest', checked.manifest)
  return checked
}
