import type { Texts } from './texts'

/** Languages of the built-in texts. */
export type Locale = 'en' | 'zh' | 'de' | 'es' | 'fr' | 'ja' | 'pt' | 'ru' | 'fa'

/** A language whose texts are loaded on demand. English is part of the code that needs it. */
export type LoadedLocale = Exclude<Locale, 'en'>

const LOADERS: { readonly [Language in LoadedLocale]: () => Promise<Texts> } = {
  zh: async () => (await import('./zh')).zh,
  de: async () => (await import('./de')).de,
  es: async () => (await import('./es')).es,
  fr: async () => (await import('./fr')).fr,
  ja: async () => (await import('./ja')).ja,
  pt: async () => (await import('./pt')).pt,
  ru: async () => (await import('./ru')).ru,
  fa: async () => (await import('./fa')).fa,
}

/** Languages written from right to left, even without built-in texts: the task's own texts may be in one of them. */
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set([
  'ar',
  'ckb',
  'dv',
  'fa',
  'he',
  'ps',
  'sd',
  'ug',
  'ur',
  'yi',
])

/** All available languages. */
export const LOCALES: readonly Locale[] = ['en', ...(Object.keys(LOADERS) as LoadedLocale[])]

/** The language of a tag such as `de-AT`; English if it is not available. */
export function localeOf(tag: string): Locale {
  const language = languageOf(tag)
  return Object.hasOwn(LOADERS, language) ? (language as Locale) : 'en'
}

/** The direction in which the language of a tag is written. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(languageOf(tag)) ? 'rtl' : 'ltr'
}

/** A tag as `Intl` and `lang` accept it: `de_at` becomes `de-AT`. An invalid tag becomes English. */
export function tagOf(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0] ?? 'en'
  } catch {
    return 'en'
  }
}

function languageOf(tag: string): string {
  return tag.toLowerCase().split(/[-_]/)[0] ?? ''
}

/** Loads the texts of a language. */
export function loadTexts(locale: LoadedLocale): Promise<Texts> {
  return LOADERS[locale]()
}
