import { lazyModule } from '../../lazy-module'

/** Draws Markdown. */
export const lazyMarkdown = lazyModule(() => import('./markdown-body'))
/** Reads HTML in Markdown. */
export const lazyMarkdownHtml = lazyModule(() => import('./markdown-html'))
