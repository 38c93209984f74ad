/**
 * The looks of a page: the color scheme that the browser prefers, light, dark, or one of PyWebIO's sets of colors and shapes.
 * @example const isTheme = (name: string) => THEMES.some((theme) => theme === name)
 */
export const THEMES = ['auto', 'light', 'dark', 'minty', 'sketchy', 'yeti'] as const
export type ThemeName = (typeof THEMES)[number]
