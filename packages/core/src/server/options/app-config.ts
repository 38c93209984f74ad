import { describe, isPlainObject } from '../../api/arguments'
import { asJson } from '../../api/json'
import type { TaskFunction } from '../../engine/tasks/applications'
import type { AppLimits } from '../../engine/host/session-host'
import type { Json } from '../../protocol/json'
import type { Authorize } from './authorize'
import { LONGEST_SECONDS } from './check-options'

/** How the stand-alone page of an application looks, what is loaded with it, and how long and how many its sessions may be, and who may have one. */
export interface AppConfig {
  /** Of the page and in the list of applications. @default the name of the application */
  readonly title?: string | undefined
  /** In the list of applications, and for search engines. */
  readonly description?: string | undefined
  /** `auto` follows the visitor's system. @default 'auto' */
  readonly theme?: 'auto' | 'light' | 'dark' | undefined
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
const isTexts = (value: unknown): boolean => isText(value) || (Array.isArray(value) && value.every(isText))
const isSeconds = (value: unknown): boolean =>
  typeof value === 'number' && value > 0 && value <= LONGEST_SECONDS
const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) > 0
const SECONDS = [`a number of seconds above 0, up to ${LONGEST_SECONDS}`, isSeconds] as const

const isTheme = (value: unknown): boolean => ['auto', 'light', 'dark'].includes(value as string)

const RULES: {
  readonly [name in keyof AppConfig]-?: readonly [must: string, test: (value: unknown) => boolean]
} = {
  title: ['a string', isText],
  description: ['a string', isText],
  theme: ['"auto", "light" or "dark"', isTheme],
  js_code: ['a string', isText],
  js_file: ['a URL or an array of URLs', isTexts],
  css_style: ['a string', isText],
  css_file: ['a URL or an array of URLs', isTexts],
  favicon: ['a URL', isText],
  manifest: ['true, false or an object', (value) => typeof value === 'boolean' || isPlainObject(value)],
  session_expire_seconds: SECONDS,
  session_max_age: SECONDS,
  authorize: ['a function', (value) => typeof value === 'function'],
  max_sessions: ['an integer above 0', isCount],
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

function check(options: unknown): AppConfig {
  if (!isPlainObject(options)) {
    throw new TypeError(`config: the options must be a plain object, not ${describe(options)}.`)
  }
  const entries = Object.entries(options).filter(([, value]) => value !== undefined && value !== null)
  for (const [name, value] of entries) {
    const rule = Object.hasOwn(RULES, name) ? RULES[name as keyof AppConfig] : undefined
    if (!rule)
      throw new TypeError(
        `config: there is no option ${JSON.stringify(name)}. It takes ${Object.keys(RULES).join(', ')}.`,
      )
    if (!rule[1](value)) throw new TypeError(`config: ${name} must be ${rule[0]}, not ${describe(value)}.`)
    if (name === 'manifest') asJson('config', name, value)
  }
  return Object.fromEntries(entries)
}
