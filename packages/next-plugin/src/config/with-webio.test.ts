import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NextConfig } from 'next'
import { getHub } from '../hub/hub'
import { withWebIO } from './with-webio'

const BUILD = 'phase-production-build'
const context = { defaultConfig: {} }

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'webio-site-'))
  mkdirSync(join(dir, 'app'))
})
afterEach(() => {
  delete process.env.WEBIO_NEXT_WARNED
  jest.restoreAllMocks()
  rmSync(dir, { recursive: true })
})

it.each<[string, Parameters<typeof withWebIO>[0]]>([
  ['an object', { poweredByHeader: false }],
  ['a function', () => ({ poweredByHeader: false })],
  ['an async function', () => Promise.resolve({ poweredByHeader: false })],
])('accepts %s', async (_name, config) => {
  expect(await withWebIO(config, { dir })(BUILD, context)).toMatchObject({
    poweredByHeader: false,
    env: expect.anything() as object,
  })
})

it('passes phase and context to a function', async () => {
  const config = jest.fn((): NextConfig => ({}))
  await withWebIO(config, { dir })(BUILD, context)
  expect(config).toHaveBeenCalledWith(BUILD, context)
})

it('needs no configuration', async () => {
  expect(Object.keys(await withWebIO(undefined, { dir })(BUILD, context))).toEqual([
    'env',
    'serverExternalPackages',
  ])
})

it('does nothing in a process that only builds', async () => {
  await withWebIO({}, { dir })(BUILD, context)
  expect([getHub().sites.size, getHub().endSearch]).toEqual([0, null])
})

it('explains at build time what to do on a serverless host', async () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => {})
  process.env.VERCEL = '1'
  await withWebIO({}, { dir })(BUILD, context)
  delete process.env.VERCEL
  expect(warn.mock.calls).toEqual([
    [expect.stringMatching(/^\[webio\] Vercel keeps no process.*start_server\(\)/)],
  ])
})

it("rejects output: 'export', which has no server", async () => {
  await expect(withWebIO({ output: 'export' }, { dir })(BUILD, context)).rejects.toThrow(
    /\[webio\] `output: 'export'`.*start_server/,
  )
})

describe("output: 'standalone'", () => {
  const build = async (): Promise<jest.SpyInstance> => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {})
    await withWebIO({ output: 'standalone' }, { dir })(BUILD, context)
    return warn
  }

  it('warns if instrumentation.ts is missing', async () => {
    expect(await build()).toHaveBeenCalledWith(expect.stringMatching(/\[webio\].*instrumentation\.ts/))
  })

  it('warns if instrumentation.ts does something else', async () => {
    writeFileSync(join(dir, 'instrumentation.ts'), 'export function register() {}')
    expect(await build()).toHaveBeenCalled()
  })

  it.each([
    ['app', 'instrumentation.ts', null],
    ['app', 'src/instrumentation.ts', 'Move it to the site’s folder, next to app/.'],
    ['src/app', 'src/instrumentation.js', null],
    ['src/app', 'instrumentation.ts', 'Move it to src/instrumentation.ts.'],
  ])('warns in a site with its pages in %s: %s', async (pages, file, told) => {
    rmSync(join(dir, 'app'), { recursive: true })
    mkdirSync(join(dir, pages), { recursive: true })
    mkdirSync(join(dir, 'src'), { recursive: true })
    writeFileSync(join(dir, file), "export { register } from '@webio/next-plugin/instrumentation'")
    const warn = await build()
    if (told === null) expect(warn).not.toHaveBeenCalled()
    else expect(warn).toHaveBeenCalledWith(expect.stringContaining(told))
  })
})
