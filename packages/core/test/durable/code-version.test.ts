import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { codeVersionOf, rememberCode } from '../../src/server/modules/code-version'
import { graphVersion } from '../../src/server/modules/module-graph'

const FILES = {
  'app.ts': `
    import { price } from './lib/price.js'
    import type { Order } from './order'
    export { total } from './sum.mjs'
    const { tax } = require('./tax')
    const later = () => import('./later')
    import 'node:fs'
    import 'shop'
    // A comment: from './missing'
    export default async function main(order: Order) { return price(order) + tax + (await later()).x }`,
  'lib/price.ts': `export * from '../deep/deep'`,
  'deep/deep/index.tsx': `export const price = () => <b>don't</b>`,
  'order.ts': `export interface Order { id: number }`,
  'sum.mjs': `export const total = 1`,
  'tax.cjs': `exports.tax = 2`,
  'later.js': `export const x = 3`,
  'other.ts': `export const other = 1`,
  'node_modules/shop/package.json': `{ "name": "shop", "version": "1.0.0", "main": "index.js" }`,
  'node_modules/shop/index.js': `module.exports = require('./inner')`,
  'node_modules/shop/inner.js': `module.exports = 1`,
}

/** A folder with these files, deleted at the end of the enclosing block. */
function folder(files: Readonly<Record<string, string>> = FILES) {
  const path = mkdtempSync(join(tmpdir(), 'webio-code-'))
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  for (const [name, text] of Object.entries(files)) write(name, text)
  return { path, write, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

describe('the version of a program', () => {
  it.each([
    ['its file', 'app.ts', 'export default 1'],
    ['an import, by the name of its compiled file', 'lib/price.ts', 'export const price = 1'],
    ['an import of an import: a folder', 'deep/deep/index.tsx', 'export const price = () => <i>no</i>'],
    ['a type', 'order.ts', 'export interface Order { name: string }'],
    ['a re-export', 'sum.mjs', 'export const total = 2'],
    ['a required module', 'tax.cjs', 'exports.tax = 3'],
    ['a dynamic import', 'later.js', 'export const x = 4'],
    ['the version of a package', 'node_modules/shop/package.json', '{ "name": "shop", "version": "1.0.1" }'],
  ])('changes with %s', (_, name, text) => {
    using one = folder()
    const before = graphVersion(join(one.path, 'app.ts'))
    expect(before).toMatch(/^[\w-]{16}$/)
    one.write(name, text)
    const after = graphVersion(join(one.path, 'app.ts'))
    expect(after).toMatch(/^[\w-]{16}$/)
    expect(after).not.toBe(before)
  })

  it.each([
    ['a file that it does not import', 'other.ts', 'export const other = 2'],
    ['a file that npm writes into a package', 'node_modules/shop/package.json', '{ "name": "shop", "version": "1.0.0", "main": "index.js", "_resolved": "x" }'], // prettier-ignore
  ])('does not change with %s', (_, name, text) => {
    using one = folder()
    const before = graphVersion(join(one.path, 'app.ts'))
    one.write(name, text)
    expect(graphVersion(join(one.path, 'app.ts'))).toBe(before)
  })

  it('is the same in another folder, and for files that import each other', () => {
    const round = { 'a.ts': `import './b'`, 'b.ts': `import './a'` }
    using one = folder(round)
    using two = folder(round)
    expect(graphVersion(join(one.path, 'a.ts'))).toBe(graphVersion(join(two.path, 'a.ts')))
  })

  it('is that of the loaded file for each of its functions, or else that of the function', () => {
    using one = folder()
    const app = async () => 1
    const other = async () => 2
    const file = join(one.path, 'app.ts')
    rememberCode({ default: { app }, main: [other], text: 'no function' }, file)
    expect([codeVersionOf(app), codeVersionOf(other)]).toEqual([graphVersion(file), graphVersion(file)])
    // As they were loaded. Later changes to the files do not count.
    one.write('sum.mjs', 'export const total = 9')
    expect(codeVersionOf(app)).not.toBe(graphVersion(file))
    expect(codeVersionOf(async () => 3)).not.toBe(codeVersionOf(async () => 4))
  })
})
