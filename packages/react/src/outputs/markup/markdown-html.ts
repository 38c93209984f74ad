import rehypeRaw from 'rehype-raw'

/** Turns the HTML in a Markdown text into elements. It is a separate module, since its parser is large and few texts contain HTML. */
export const parseHtml: typeof rehypeRaw = rehypeRaw
