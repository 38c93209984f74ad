import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const WORKSPACE = resolve(__dirname, '../../..')
const PACKAGES = ['core', 'react', 'next-plugin']

/**
 * The other dependencies of a site, in the versions of the workspace. This includes ECharts, because webpack
 * would warn if it were missing.
 */
const OTHERS = [
  'next',
  'react',
  'react-dom',
  'echarts',
  'server-only',
  'typescript',
  '@types/node',
  '@types/react',
]

/**
 * A folder outside the workspace, in which npm has installed our packages as they are published. Sites inside
 * it find these packages, and nothing from the workspace.
 */
export function packedHome(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'webio-packed-'))
  const npm = (...args: string[]) => execFileSync('npm', args, { cwd: path, stdio: 'pipe' })
  for (const name of PACKAGES) npm('pack', '--silent', resolve(WORKSPACE, 'packages', name))
  const tarballs = readdirSync(path).map((file) => [nameOf(file), `file:./${file}`])
  const others = OTHERS.map((name) => [name, installedVersion(name)])
  const dependencies = Object.fromEntries([...tarballs, ...others]) as Record<string, string>
  writeFileSync(join(path, 'package.json'), JSON.stringify({ private: true, dependencies }))
  npm('install', '--no-audit', '--no-fund', '--prefer-offline')
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

/** `webio-core-0.1.0.tgz` becomes `@webio/core`. */
const nameOf = (file: string): string => `@webio/${/^webio-([a-z-]+)-\d/.exec(file)?.[1] ?? ''}`

function installedVersion(name: string): string {
  const text = readFileSync(join(WORKSPACE, 'node_modules', name, 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
