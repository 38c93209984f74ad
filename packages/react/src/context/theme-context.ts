import { createContext } from 'react'
import type { Theme } from '../props'

/** The theme of the provider around a component. */
export const ThemeContext = createContext<Theme>('inherit')
