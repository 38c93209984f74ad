'use client'

import { useSyncExternalStore } from 'react'
import type { Theme } from '../lib/theme'
import { currentTheme, subscribeToTheme } from '../lib/theme'

const onServer = (): Theme => 'system'

/** The color scheme of the page. The server does not know it. */
export const useTheme = (): Theme =>
  useSyncExternalStore(subscribeToTheme, currentTheme, onServer)
