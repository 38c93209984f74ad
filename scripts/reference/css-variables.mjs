import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../entrypoints.mjs'

const FILE = 'packages/react/src/styles/theme.css'

/** The page of the CSS variables that a site may set, with their values in light and dark. */
export function cssVariables() {
  const css = readFileSync(join(root, FILE), 'utf8')
  const [, block = ''] = /^\.webio \{\n([\s\S]*?)^\}/m.exec(css) ?? []
  const rows = [...block.matchAll(/^ {2}(--[\w-]+): (.+);$/gm)].map(([, name = '', value = '']) => {
    const [, light, dark] = /^light-dark\(([^(),]+), ([^(),]+)\)$/.exec(value) ?? [null, value, value]
    return `| \`${name}\` | \`${light}\` | ${dark === light ? '' : `\`${dark}\``} |`
  })
  if (rows.length === 0) throw new Error(`${FILE} has no variables in its first rule.`)
  return `# CSS variables

Set them with the prop \`theme\`, or on \`.webio\` in a style sheet of yours. [Look and language](/docs/styling) has the other ways to change the look.

\`\`\`tsx
import { WebIOApp } from '@webio/react'

export const Tool = () => <WebIOApp endpoint="/webio" theme={{ '--webio-accent': '#7a3ff2' }} />
\`\`\`

| variable | in light | in dark, if it differs |
| --- | --- | --- |
${rows.join('\n')}
`
}
