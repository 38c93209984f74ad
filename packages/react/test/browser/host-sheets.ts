import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import postcss from 'postcss'
import { compile } from 'tailwindcss'
import tailwind3 from 'tailwindcss3'

/** Utilities that the host page uses. */
const CLASSES = ['rounded-full', 'bg-red-500', 'p-4']

/** Typical rules of host pages, about elements, attributes and states. */
const RESET = `
  *, *::before, *::after { margin: 0; padding: 0; box-sizing: border-box }
  a:hover, a { color: red; text-decoration: none }
  ul, ol { list-style: none }
  button:not(:disabled) { text-transform: uppercase; background: none; border: 0 }
  [type='text'], select, textarea { border: 0; appearance: none }
  table { border-collapse: separate }
  tr:nth-child(odd) { background: yellow }
  label, summary { font-weight: 900; color: red }
  h1, h2 { font-size: 10px; font-family: cursive }
  img { display: none }
`

/** Style sheets of host pages by name, as their own tools create them. */
export async function hostSheets(): Promise<(readonly [name: string, css: string])[]> {
  return [
    ['a reset', RESET],
    ['Tailwind 3', await sheetOfTailwind3()],
    ['Tailwind 4', await sheetOfTailwind4()],
    ['Bootstrap 5', readFileSync(require.resolve('bootstrap/dist/css/bootstrap.css'), 'utf8')],
    ['a reset in a layer', `@layer reset { ${RESET} }`],
  ]
}

async function sheetOfTailwind3(): Promise<string> {
  const content = [{ raw: `<p class="${CLASSES.join(' ')}">` }]
  const { css } = await postcss([tailwind3({ content })]).process('@tailwind base; @tailwind utilities;', {
    from: undefined,
  })
  return css
}

/** Tailwind 4, as `@import "tailwindcss"` includes it. */
export async function sheetOfTailwind4(): Promise<string> {
  const folder = dirname(require.resolve('tailwindcss/package.json'))
  const { build } = await compile('@import "tailwindcss";', {
    loadStylesheet: (id, base) => {
      const path = id === 'tailwindcss' ? join(folder, 'index.css') : join(folder, id)
      return Promise.resolve({ path, base, content: readFileSync(path, 'utf8') })
    },
  })
  return build(CLASSES)
}
