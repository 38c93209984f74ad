import type { Extension } from '@codemirror/state'
import { useEffect, useState } from 'react'
import { reportProblem } from '../../report-problem'
import { pageTheme } from './editor-look'

/** Loads a value by its name. Returns `before` until the value is loaded, or if there is none of that name. */
function useNamed<T>(name: string | undefined, load: (name: string) => Promise<T | null>, before: T): T {
  const [loaded, setLoaded] = useState<{ readonly name: string; readonly value: T } | null>(null)
  useEffect(() => {
    if (name === undefined) return
    let isWanted = true
    load(name).then(
      (value) => {
        if (isWanted && value !== null) setLoaded({ name, value })
      },
      (error: unknown) => reportProblem('a part of the code editor could not be loaded.', error),
    )
    return () => {
      isWanted = false
    }
  }, [name, load])
  return loaded && loaded.name === name ? loaded.value : before
}

const loadLanguage = async (mode: string): Promise<Extension | null> =>
  (await import('./languages')).loadLanguage(mode)

const loadTheme = async (name: string): Promise<Extension | null> =>
  (await import('./themes')).findTheme(name)

const PLAIN: Extension = []

/** The language of an editor: plain text until it has been loaded. */
export function useLanguage(mode: string | undefined): Extension {
  return useNamed(mode, loadLanguage, PLAIN)
}

/** The colors of an editor: the page's own until the theme has been loaded. */
export function useTheme(name: string | undefined): Extension {
  return useNamed(name, loadTheme, pageTheme)
}
