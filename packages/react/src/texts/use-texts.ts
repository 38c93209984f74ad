import { ENGLISH_MESSAGES } from '@webio/core/protocol'
import { useEffect, useMemo, useState } from 'react'
import type { TextsValue } from '../context/texts-context'
import { reportProblem } from '../report-problem'
import { directionOf, loadTexts, localeOf } from './locales'
import type { Locale } from './locales'
import type { Texts } from './texts'

interface Loaded {
  readonly locale: Locale
  readonly texts: Texts
}

const ENGLISH: Loaded = { locale: 'en', texts: ENGLISH_MESSAGES }

/**
 * The page's own texts: of `tag`, or of the browser's language; in English until they have been loaded, and on the server.
 * @param overrides the host page's own texts
 */
export function useTexts(tag: string | undefined, overrides: Partial<Texts> | undefined): TextsValue {
  const [{ locale, texts }, setLoaded] = useState(ENGLISH)
  useEffect(() => {
    let isWanted = true
    const wanted = localeOf(tag ?? navigator.language)
    loadTexts(wanted).then(
      (loaded) => {
        if (isWanted) setLoaded(wanted === 'en' ? ENGLISH : { locale: wanted, texts: loaded })
      },
      (error: unknown) => reportProblem(`the texts in '${wanted}' could not be loaded.`, error),
    )
    return () => {
      isWanted = false
    }
  }, [tag])
  return useMemo(
    () => ({
      texts: { ...texts, ...overrides },
      direction: directionOf(locale),
      tag: tag ?? (typeof navigator === 'undefined' ? 'en' : navigator.language),
    }),
    [texts, overrides, locale, tag],
  )
}
