/** Looks of a page: the color scheme that the browser prefers, one of the two, or a set of colors and shapes that PyWebIO has, too. */
export const THEMES = ['auto', 'light', 'dark', 'minty', 'sketchy', 'yeti'] as const
export type ThemeName = (typeof THEMES)[number]
