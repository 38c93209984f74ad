/** A color scheme that a visitor chooses. `system` follows their device. */
export type Theme = 'light' | 'system' | 'dark'

export const THEMES: readonly Theme[] = ['light', 'system', 'dark']

const KEY = 'theme'

/**
 * A script for the head of every page: applies what the visitor has chosen before anything is drawn. site.css has the rules for the attribute. The
 * script works without the modules of the page.
 */
export const THEME_SCRIPT = `try {
  const theme = localStorage.getItem('${KEY}')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {}`

/** What applies to this page. */
export function currentTheme(): Theme {
  const { theme } = document.documentElement.dataset
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

/** Applies a choice to this page, and to all pages that the visitor opens later. */
export function chooseTheme(theme: Theme): void {
  apply(theme)
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // A browser that stores nothing uses the choice for this page.
  }
}

function apply(theme: string | null): void {
  if (theme === 'light' || theme === 'dark')
    document.documentElement.dataset.theme = theme
  else delete document.documentElement.dataset.theme
}

/** Tells a listener when the theme of this page changes, here or in another tab. Returns a function that ends it. */
export function subscribeToTheme(listener: () => void): () => void {
  const changes = new MutationObserver(listener)
  changes.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  const onStorage = ({ key, newValue }: StorageEvent) => {
    if (key === KEY || key === null) apply(newValue)
  }
  window.addEventListener('storage', onStorage)
  return () => {
    changes.disconnect()
    window.removeEventListener('storage', onStorage)
  }
}
