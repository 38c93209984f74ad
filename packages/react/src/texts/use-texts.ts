import { useEffect, useLayoutEffect, useMemo, useState } from 'react'
import type { TextsValue } from '../context/texts-context'
import { useIsHydrating } from '../hooks/use-is-hydrating'
import { languageAround } from '../dom/language-around'
import { reportProblem } from '../report-problem'
import { directionOf, loadTexts, localeOf, tagOf } from './locales'
import type { Locale } from './locales'
import type { Texts } from './texts'

interface Loaded {
  readonly locale: Locale
  readonly texts: Partial<Texts>
}

/** The code that shows a text has it in English. */
const ENGLISH: Loaded = { locale: 'en', texts: {} }

interface Wishes {
  /** A language tag. If missing, the language of the surrounding page counts, or else the browser's. */
  readonly locale: string | undefined
  /** The host page's own texts. */
  readonly messages: Partial<Texts> | undefined
  /** The elements that show the texts. */
  readonly surfaces: Iterable<Element>
}

/** The built-in texts, their language and its direction. They are English until those of another language have been loaded. */
export function useTexts({ locale, messages, surfaces }: Wishes): TextsValue {
  const tag = tagOf(useLanguage(locale, surfaces))
  const loaded = useLoadedTexts(localeOf(tag))
  return useMemo(
    () => ({ texts: { ...loaded, ...messages }, tag, direction: directionOf(tag) }),
    [loaded, messages, tag],
  )
}

/** English on the server, unless the host page gives a language. */
function useLanguage(given: string | undefined, surfaces: Iterable<Element>): string {
  const isHydrating = useIsHydrating()
  const [found, setFound] = useState(() => (isHydrating ? 'en' : languageOfDocument()))
  // Before the paint, because the direction changes with the language.
  useLayoutEffect(() => {
    if (given !== undefined) return
    const look = (): void => {
      const [surface] = surfaces
      setFound((surface && languageAround(surface)) ?? navigator.language)
    }
    look()
    const changes = new MutationObserver(look)
    changes.observe(document.documentElement, { attributeFilter: ['lang'] })
    return () => changes.disconnect()
  }, [given, surfaces])
  return given ?? found
}

/** Usually also the language of the component, which is not in the document before its first render. */
function languageOfDocument(): string {
  return document.documentElement.lang || navigator.language
}

function useLoadedTexts(wanted: Locale): Partial<Texts> {
  const [{ locale, texts }, setLoaded] = useState(ENGLISH)
  useEffect(() => {
    if (wanted === 'en') return
    let isWanted = true
    loadTexts(wanted).then(
      (loaded) => {
        if (isWanted) setLoaded({ locale: wanted, texts: loaded })
      },
      (error: unknown) => reportProblem(`the texts in '${wanted}' could not be loaded.`, error),
    )
    return () => {
      isWanted = false
    }
  }, [wanted])
  return locale === wanted ? texts : ENGLISH.texts
}
