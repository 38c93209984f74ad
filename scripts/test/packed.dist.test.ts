import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { codeEntries, isCommandOnly, packageFolders, packageName } from '../entrypoints.mjs'

/** Inside the repository's node_modules, so that dependencies of the packages are found in parent folders. */
const home = resolve('node_modules/.cache/webio/packed')
/** Folders outside the repository. */
const scratch: string[] = []
afterAll(() => scratch.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

const libraries = packageFolders.filter((folder) => !isCommandOnly(folder))
const folderOf = (folder: string) => join(home, 'node_modules', packageName(folder))

/** Neither Node before 20.19 nor jest can `require` ES modules, so the CommonJS build must not need that. */
const WITHOUT_REQUIRE_ESM = '--no-experimental-require-module'

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional?: boolean }>>
}

const readManifest = (folder: string) =>
  JSON.parse(readFileSync(join(folderOf(folder), 'package.json'), 'utf8')) as Manifest

/** The file name of a packed package: `@webio/core` becomes `webio-core-1.2.3.tgz`. */
const tarballPrefix = (folder: string) => `${packageName(folder).replace('@', '').replace('/', '-')}-`

const run = (file: string, ...args: string[]) =>
  execFileSync(file, args, {
    cwd: home,
    encoding: 'utf8',
    shell: file === 'npm' && process.platform === 'win32',
  })

const node = (...args: string[]) => JSON.parse(run(process.execPath, ...args)) as string[]

beforeAll(() => {
  rmSync(home, { recursive: true, force: true })
  for (const folder of packageFolders) {
    mkdirSync(folderOf(folder), { recursive: true })
    run('npm', 'pack', '--silent', '--pack-destination', home, resolve('packages', folder))
    const tarball = readdirSync(home).find((name) => name.startsWith(tarballPrefix(folder))) ?? ''
    run('tar', '-xzf', tarball, '-C', folderOf(folder), '--strip-components=1')
    const own = resolve('packages', folder, 'node_modules')
    if (existsSync(own)) symlinkSync(own, join(folderOf(folder), 'node_modules'))
  }
}, 60_000)

describe.each(codeEntries.map(({ specifier, folder }) => ({ specifier, folder })))(
  '$specifier',
  ({ specifier }) => {
    it('exports the same names to import and to require', () => {
      const print =
        'process.stdout.write(JSON.stringify(Object.keys(it).filter((name) => name !== "module.exports").sort()))'
      const imported = node('--input-type=module', '-e', `import * as it from '${specifier}'; ${print}`)
      const required = node(WITHOUT_REQUIRE_ESM, '-e', `const it = require('${specifier}'); ${print}`)
      expect(imported.length).toBeGreaterThan(0)
      expect(required).toEqual(imported)
    })
  },
)

it.each(libraries)('%s loads every CommonJS file, including those that are loaded on first use', (folder) => {
  const files = readdirSync(join(folderOf(folder), 'dist'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.cjs'))
    .map((name) => join(folderOf(folder), 'dist', name))
  expect(files.length).toBeGreaterThan(0)
  run(
    process.execPath,
    WITHOUT_REQUIRE_ESM,
    '-e',
    files.map((file) => `require(${JSON.stringify(file)})`).join('\n'),
  )
})

it('finds the prebuilt page in both module formats', () => {
  expect(node('--input-type=module', '-e', `await import('@webio/react/page'); console.log('[]')`)).toEqual(
    [],
  )
  expect(node(WITHOUT_REQUIRE_ESM, '-e', `require('@webio/react/page'); console.log('[]')`)).toEqual([])
})

it.each(['index.js', 'index.cjs'])("@webio/react's %s starts with 'use client'", (file) => {
  expect(readFileSync(join(folderOf('react'), 'dist', file), 'utf8')).toMatch(/^['"]use client['"]/)
})

/** The packages whose licenses are in a folder of a package. */
function licensed(...folders: string[]): ReadonlySet<string> {
  const file = join(...folders, 'third-party-licenses.txt')
  if (!existsSync(file)) return new Set()
  return new Set(
    [...readFileSync(file, 'utf8').matchAll(/^-{80}\n\n(\S+) \d/gm)].map(([, name = '']) => name),
  )
}

it.each(packageFolders)('%s contains the licenses of the packages that its code contains', (folder) => {
  const dist = join(folderOf(folder), 'dist')
  const bundled = new Set<string>()
  for (const name of readdirSync(dist).filter((one) => /\.c?js$/.test(one))) {
    const code = readFileSync(join(dist, name), 'utf8')
    // The bundler names the file of each module.
    for (const [, from = ''] of code.matchAll(/^\s*\/\/#region \S*node_modules\/((?:@[^/\s]+\/)?[^/\s]+)/gm))
      bundled.add(from)
  }
  expect([...licensed(dist)].sort()).toEqual([...bundled].sort())
})

it('the stand-alone page is distributed with the licenses of its packages', () => {
  const page = licensed(folderOf('react'), 'dist/page')
  expect([...page]).toEqual(expect.arrayContaining(['react', 'react-dom', 'socket.io-client', 'dompurify']))
  // A notice, which the Apache license demands.
  expect(readFileSync(join(folderOf('react'), 'dist/page/third-party-licenses.txt'), 'utf8')).toMatch(
    /\nApache ECharts\nCopyright/,
  )
})

it.each(packageFolders)('%s contains only its build and its license', (folder) => {
  const names = readdirSync(folderOf(folder)).filter((name) => !['node_modules', 'README.md'].includes(name))
  const more = isCommandOnly(folder) ? ['templates'] : []
  expect(names.sort()).toEqual(['LICENSE', 'dist', 'package.json', ...more])
})

describe('types', () => {
  const imports = (entries: string[]) =>
    entries.map(
      (specifier, index) => `import * as m${index} from '${specifier}'\nexport const n${index} = m${index}\n`,
    )

  it.each([
    { module: 'nodenext', moduleResolution: 'nodenext', file: 'esm.mts' },
    { module: 'nodenext', moduleResolution: 'nodenext', file: 'commonjs.cts' },
    { module: 'esnext', moduleResolution: 'bundler', file: 'bundler.ts' },
  ])(
    'are valid for $file under $moduleResolution',
    ({ module, moduleResolution, file }) => {
      writeFileSync(join(home, file), imports(codeEntries.map(({ specifier }) => specifier)).join(''))
      const tsconfig = {
        compilerOptions: {
          target: 'es2022',
          module,
          moduleResolution,
          lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable'],
          types: ['node'],
          strict: true,
          noEmit: true,
          skipLibCheck: true,
        },
        files: [file],
      }
      writeFileSync(join(home, 'tsconfig.json'), JSON.stringify(tsconfig))
      run(process.execPath, resolve('node_modules/typescript/bin/tsc'), '--project', home)
    },
    60_000,
  )

  it('are valid for a project that checks the types of libraries and has no optional peers', () => {
    const site = mkdtempSync(join(tmpdir(), 'webio-site-'))
    scratch.push(site)
    const checked = ['core', 'react']
    const names = checked.flatMap((folder) => {
      const { dependencies, peerDependencies, peerDependenciesMeta } = readManifest(folder)
      const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional)
      return [...Object.keys(dependencies), ...peers]
    })
    for (const name of new Set([...names, '@types/node', '@types/react'])) {
      const installed = checked.map((folder) => resolve('packages', folder, 'node_modules', name))
      const from = [...installed, resolve('node_modules', name)].find((path) => existsSync(path)) ?? ''
      const to = join(site, 'node_modules', name)
      mkdirSync(dirname(to), { recursive: true })
      if (!checked.map(packageName).includes(name)) symlinkSync(from, to, 'junction')
    }
    for (const folder of checked) {
      const to = join(site, 'node_modules', packageName(folder))
      mkdirSync(to, { recursive: true })
      for (const name of ['package.json', 'dist'])
        cpSync(join(folderOf(folder), name), join(to, name), { recursive: true })
    }
    const entries = codeEntries.filter(({ folder }) => checked.includes(folder))
    writeFileSync(join(site, 'site.ts'), imports(entries.map(({ specifier }) => specifier)).join(''))
    const compilerOptions = {
      target: 'es2022',
      module: 'nodenext',
      lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable'],
      types: ['node'],
      strict: true,
      noEmit: true,
      skipLibCheck: false,
    }
    writeFileSync(join(site, 'package.json'), '{ "type": "module" }')
    writeFileSync(join(site, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['site.ts'] }))
    run(process.execPath, resolve('node_modules/typescript/bin/tsc'), '--project', site)
  }, 60_000)
})
