import { addViteProxy } from './add-vite-proxy'

const add = (source: string) => addViteProxy(source, '/webio')
const PROXY = `'/webio': { target: 'http://localhost:8080', ws: true, rewrite: (path) => path.replace(/^\\/webio/, '') },`

it('adds a server to a configuration of create-vite', () => {
  expect(
    add(`import { defineConfig } from 'vite'
import react from '@vitejs/plugin-react'

// https://vite.dev/config/
export default defineConfig({
  plugins: [react()],
})
`),
  ).toBe(`import { defineConfig } from 'vite'
import react from '@vitejs/plugin-react'

// https://vite.dev/config/
export default defineConfig({
  server: {
    proxy: {
      ${PROXY}
    },
  },
  plugins: [react()],
})
`)
})

it('adds to an existing server and proxy', () => {
  expect(add(`export default defineConfig({\n  server: {\n    port: 3000,\n  },\n})\n`)).toBe(
    `export default defineConfig({\n  server: {\n    proxy: {\n      ${PROXY}\n    },\n    port: 3000,\n  },\n})\n`,
  )
  expect(
    add(
      `export default {\n  server: {\n    proxy: {\n      '/api': 'http://localhost:3001',\n    },\n  },\n}\n`,
    ),
  ).toBe(
    `export default {\n  server: {\n    proxy: {\n      ${PROXY}\n      '/api': 'http://localhost:3001',\n    },\n  },\n}\n`,
  )
})

it.each([
  ['an object on one line', 'export default defineConfig({ plugins: [] })'],
  ['an empty object', 'export default defineConfig({})'],
  ['a constant', 'const config = defineConfig({ plugins: [] })\nexport default config'],
  ['a function', 'export default defineConfig(({ mode }) => ({ base: mode }))'],
  ['a checked object', 'export default { base: "/" } satisfies UserConfig'],
])('understands %s', (_, source) => {
  const changed = add(source)
  expect(changed).toContain(`ws: true`)
  expect(add(changed as string)).toBe('present')
})

it.each([
  ['a function with a body', 'export default defineConfig(() => { return {} })'],
  ['a server from elsewhere', 'export default defineConfig({ server })'],
  ['something imported', "import { config } from './shared'\nexport default config"],
  ['no export', 'const a = 1'],
  ['a syntax error', 'export default {'],
])('leaves the file unchanged if it contains %s', (_, source) => {
  expect(add(source)).toBeUndefined()
})
