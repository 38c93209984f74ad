import { put_code, put_markdown, put_text } from '@webio/core'

/** put_text: plain text. Spaces and line breaks stay, nothing is interpreted, and any value will do. */
export function text() {
  put_text('Two spaces  stay,\nso do lines, and <b>tags</b> are text.')
  put_text('Several', 'values', 3, { in: 'a row' }, { sep: ' · ' })
  put_text('A piece of a line, ', { inline: true })
  put_text('and another.', { inline: true })
}

/** put_markdown: GitHub-flavoured Markdown. Indentation that all lines share is taken away. */
export function markdown() {
  put_markdown(`
    ### Tea
    A single newline
    breaks the line. ~~Coffee~~ **Tea** needs[^1]:

    - [x] water
    - [ ] patience

    | Tea   | Minutes |
    | ----- | ------: |
    | Green |       2 |
    | Black |       4 |

    [^1]: And a pot.
  `)
}

/** put_code: source code in colours, with a button that copies it. */
export function code() {
  put_code('for (const cup of cups) {\n  await fill(cup)\n}', { language: 'ts' })
}
