/** The themes of a page: the browser's preferred color scheme, one of the two schemes, or one of PyWebIO's sets of colors and shapes. */
export const THEMES = ['auto', 'light', 'dark', 'minty', 'sketchy', 'yeti'] as const
export type ThemeName = (typeof THEMES)[number]
