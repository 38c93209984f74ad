'use client'

import type { ReactNode } from 'react'
import type { Theme } from '../lib/theme'
import { chooseTheme, THEMES } from '../lib/theme'
import { useTheme } from './use-theme'

const LOOKS: Readonly<Record<Theme, { label: string; icon: ReactNode }>> = {
  light: {
    label: 'Light',
    icon: (
      <>
        <circle cx="12" cy="12" r="4" />
        <path d="M12 3v2m0 14v2m9-9h-2M5 12H3m15.4-6.4L17 7M7 17l-1.4 1.4m12.8 0L17 17M7 7 5.6 5.6" />
      </>
    ),
  },
  system: {
    label: 'As the system',
    icon: (
      <>
        <rect x="3" y="5" width="18" height="12" rx="2" />
        <path d="M9 21h6m-3-4v4" />
      </>
    ),
  },
  dark: {
    label: 'Dark',
    icon: <path d="M20 14A8 8 0 1 1 10 4a6.5 6.5 0 0 0 10 10Z" />,
  },
}

/** Chooses the colors of the site: light, dark, or those of the visitor’s system. */
export function ThemeSwitch() {
  const current = useTheme()
  return (
    <fieldset className="theme-switch">
      <legend className="hidden-text">Colors</legend>
      {THEMES.map((theme) => (
        <label key={theme} title={LOOKS[theme].label}>
          <input
            type="radio"
            name="colors"
            value={theme}
            checked={theme === current}
            onChange={() => chooseTheme(theme)}
          />
          <svg viewBox="0 0 24 24" aria-hidden="true">
            {LOOKS[theme].icon}
          </svg>
          <span className="hidden-text">{LOOKS[theme].label}</span>
        </label>
      ))}
    </fieldset>
  )
}
