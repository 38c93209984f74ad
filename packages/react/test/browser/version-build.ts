import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { folderWith, TestProcess } from '../../../core/test/cli/webio-process'

const PACKAGES = resolve(__dirname, '../../..')

interface Versions {
  /** Protocol of the server. */
  readonly server: number
  /** Protocol of the stand-alone page that it serves. */
  readonly page: number
}

interface PageFiles {
  readonly files: Record<string, { readonly type: string; brotli: string }>
}

/** A build of WebIO that speaks another version of the protocol: the one in `dist`, with the number replaced. */
export function buildOf({ server, page }: Versions, files: Readonly<Record<string, string>>) {
  const folder = folderWith(files)
  const modules = join(folder.path, 'node_modules/@webio')
  for (const name of ['core', 'react']) {
    const from = join(PACKAGES, name)
    const to = join(modules, name)
    cpSync(join(from, 'dist'), join(to, 'dist'), {
      recursive: true,
      filter: (path) => !path.endsWith('.map'),
    })
    cpSync(join(from, 'package.json'), join(to, 'package.json'))
    symlinkSync(join(from, 'node_modules'), join(to, 'node_modules'))
  }
  speak(join(modules, 'core/dist'), server)
  showPageOf(join(modules, 'react/dist/page/index.js'), page)
  const webio = join(modules, 'core/dist/webio.js')
  return {
    start: (args: readonly string[]) => TestProcess.node(folder.path, [webio, ...args]),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  }
}

/** The build has replaced the name with the number. */
function speak(dist: string, version: number): void {
  const check = /\.protocol !== 1\)/
  const checking = readdirSync(dist).filter(
    (name) => /\.c?js$/.test(name) && check.test(readFileSync(join(dist, name), 'utf8')),
  )
  if (checking.length !== 2) throw new Error(`${checking.length} files check the protocol of a page, not 2.`)
  for (const name of checking) {
    const text = readFileSync(join(dist, name), 'utf8')
    writeFileSync(join(dist, name), text.replace(check, `.protocol !== ${version})`))
  }
}

/** Browsers cache files by name, so files of another build need different names. */
function showPageOf(file: string, version: number): void {
  const source = readFileSync(file, 'utf8')
  const [line = '', json = ''] = /^export const files = (\{.*\});?$/m.exec(source) ?? []
  const files = JSON.parse(json) as PageFiles['files']
  const names = Object.keys(files).filter((name) => name.endsWith('.js'))
  const renamed = (text: string): string =>
    names.reduce((done, name) => done.replaceAll(name, `v${version}-${name}`), text)
  let handshakes = 0
  for (const name of names) {
    const one = files[name] as PageFiles['files'][string]
    const text = brotliDecompressSync(Buffer.from(one.brotli, 'base64')).toString()
    const changed = text.replace(/\{protocol:1,app:/g, () => (handshakes++, `{protocol:${version},app:`))
    one.brotli = brotliCompressSync(renamed(changed)).toString('base64')
  }
  // That of the session, and that of the module which starts a new session early.
  if (handshakes !== 2) throw new Error(`${handshakes} handshakes in the page, not 2.`)
  const changed = source.replace(line, () => `export const files = ${JSON.stringify(files)}`)
  writeFileSync(file, renamed(changed))
}
