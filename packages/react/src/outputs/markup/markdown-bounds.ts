/** The deepest nesting of lists and quotes. */
const MAX_DEPTH = 100
/** The deepest nesting of HTML elements. */
const MAX_ELEMENTS = 500
/** The most emphasis marks in one paragraph: the time to pair them grows with the square of their number. */
const MAX_MARKS = 1000
/** The most references to footnotes: each becomes two links. */
const MAX_FOOTNOTES = 500

/**
 * Tells whether a text would take too long to draw as Markdown, or is nested too deeply. Text that a person writes does not. Text that is made to
 * freeze the page is shown as its source.
 */
export function exceedsBounds(markdown: string): boolean {
  return (
    isNestedTooDeep(markdown) ||
    hasTooManyMarks(markdown) ||
    hasTooManyElements(markdown) ||
    markdown.split('[^').length > MAX_FOOTNOTES
  )
}

function isNestedTooDeep(markdown: string): boolean {
  return markdown.split('\n').some((line) => {
    const marker = /([ \t]*)(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))/y
    for (let depth = 0; depth <= MAX_DEPTH; depth++) {
      const found = marker.exec(line)
      if (!found) return false
      // An item is indented by at least two spaces more than the one around it, and by at most four.
      if ((found[1]?.length ?? 0) > 4 * MAX_DEPTH) return true
    }
    return true
  })
}

function hasTooManyMarks(markdown: string): boolean {
  let inParagraph = 0
  let isTable = false
  for (const line of markdown.split('\n')) {
    if (line.trim() === '') {
      inParagraph = 0
      isTable = false
      continue
    }
    isTable ||= /^[\s|:-]+$/.test(line) && line.includes('-') && line.includes('|')
    const inLine = line.match(/\*+|_+|~+/g)?.length ?? 0
    // Each cell of a table is a paragraph.
    inParagraph = isTable ? inLine : inParagraph + inLine
    if (inParagraph > MAX_MARKS) return true
  }
  return false
}

function hasTooManyElements(markdown: string): boolean {
  let depth = 0
  for (const [, closing, name = ''] of markdown.matchAll(/<(\/?)([a-z][a-z\d]*)\b/gi)) {
    if (VOID.has(name.toLowerCase())) continue
    depth = Math.max(0, depth + (closing ? -1 : 1))
    if (depth > MAX_ELEMENTS) return true
  }
  return false
}

/** Elements that cannot have content, or that HTML closes by itself. */
const VOID = new Set([
  'br',
  'hr',
  'img',
  'input',
  'wbr',
  'col',
  'source',
  'p',
  'li',
  'td',
  'th',
  'tr',
  'dt',
  'dd',
  'option',
])
