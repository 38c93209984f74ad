import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Template } from '../arguments'
import { TEMPLATES } from '../arguments'
import { createProject } from './create-project'
import { version } from './templates'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'webio-create-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

interface Manifest {
  readonly name: string
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}
const manifest = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Manifest
const create = (template: Template, folder = join(dir, 'My Tools')) =>
  createProject({ folder, template, packageManager: 'pnpm' })

describe.each(Object.keys(TEMPLATES) as Template[])('%s', (template) => {
  it('is named after its folder, and uses the packages of this release', () => {
    const files = create(template)
    expect(files).toContain('.gitignore')
    const { name, dependencies } = manifest(join(dir, 'My Tools/package.json'))
    expect(name).toBe('my-tools')
    expect(dependencies['@webio/core']).toBe(`^${version}`)
    const readme = readFileSync(join(dir, 'My Tools/README.md'), 'utf8')
    expect(readme).toMatch(/^# my-tools\n[^]*`pnpm dev`/)
    expect(readme).not.toContain('{{')
  })

  it('requires the versions that the workspace is tested with', () => {
    create(template)
    const { dependencies, devDependencies } = manifest(join(dir, 'My Tools/package.json'))
    const tested = Object.assign(
      {},
      ...[
        '',
        'packages/core',
        'packages/react',
        'packages/next-plugin',
        'packages/create-webio',
        'example-next-app',
      ].map((folder) => {
        const content = manifest(resolve(folder, 'package.json'))
        return { ...content.devDependencies, ...content.dependencies }
      }),
    ) as Record<string, string>
    const bare = (range: string): string => range.replace(/^\^/, '')
    for (const [name, range] of Object.entries({ ...dependencies, ...devDependencies }))
      if (!name.startsWith('@webio/'))
        expect({ [name]: bare(range) }).toEqual({ [name]: bare(tested[name] ?? '') })
  })
})

it('keeps files that Git and repository hosts have created in the folder', () => {
  writeFileSync(join(dir, 'README.md'), 'mine')
  expect(create('standalone', dir)).not.toContain('README.md')
  expect(readFileSync(join(dir, 'README.md'), 'utf8')).toBe('mine')
})

it('refuses a folder that is not empty, or a file, and writes nothing', () => {
  writeFileSync(join(dir, 'index.js'), '')
  expect(() => create('next', dir)).toThrow('is not empty: it has index.js.')
  expect(() => create('next', join(dir, 'index.js'))).toThrow('is a file.')
  expect(existsSync(join(dir, 'package.json'))).toBe(false)
})
