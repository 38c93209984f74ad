import rehypeRaw from 'rehype-raw'

/** Turns the HTML in a Markdown text into elements. A part of its own, since its parser is large and few texts hold HTML. */
export const parseHtml: typeof rehypeRaw = rehypeRaw
