import type { NextConfig } from 'next'
import { checkedRoute, mergeNextConfig, settingsFor } from './merge-next-config'
import { SETTINGS_VARIABLE } from './settings'

const merge = (config: NextConfig): NextConfig =>
  mergeNextConfig(config, settingsFor(config, '/webio', '/srv/site'))
const settingsIn = (config: NextConfig): unknown => JSON.parse(config.env?.[SETTINGS_VARIABLE] ?? 'null')

const webpack = (config: unknown): unknown => config

describe('settings of the site that are kept', () => {
  const kept: [string, NextConfig][] = [
    ['reactStrictMode', { reactStrictMode: true }],
    ['webpack', { webpack }],
    ['turbopack', { turbopack: { resolveAlias: { a: 'b' } } }],
    ['basePath and assetPrefix', { basePath: '/docs', assetPrefix: 'https://cdn.example.com' }],
    ['trailingSlash', { trailingSlash: true }],
    ['outputFileTracingIncludes', { outputFileTracingIncludes: { '/api/*': ['./data/**/*'] } }],
    ['experimental', { experimental: { typedEnv: true } }],
    ['pageExtensions', { pageExtensions: ['page.tsx'] }],
    ['transpilePackages', { transpilePackages: ['@acme/ui'] }],
    ['rewrites', { rewrites: () => Promise.resolve([]) }],
  ]
  it.each(kept)('%s', (_name, config) => {
    expect(merge(config)).toMatchObject(config)
  })

  it('env', () => {
    expect(merge({ env: { A: '1' } }).env).toEqual({
      A: '1',
      [SETTINGS_VARIABLE]: expect.any(String) as string,
    })
  })

  it('serverExternalPackages, each named once', () => {
    expect(merge({ serverExternalPackages: ['sharp', 'socket.io'] }).serverExternalPackages).toEqual([
      'sharp',
      'socket.io',
      '@webio/core',
      'engine.io',
    ])
  })

  it('the given object, which does not change', () => {
    const config: NextConfig = Object.freeze({ env: Object.freeze({ A: '1' }), serverExternalPackages: [] })
    merge(config)
    expect(config).toEqual({ env: { A: '1' }, serverExternalPackages: [] })
  })
})

it('omits from serverExternalPackages what the site transpiles, because Next refuses both', () => {
  expect(merge({ transpilePackages: ['@webio/core'] }).serverExternalPackages).toEqual([
    'socket.io',
    'engine.io',
  ])
})

it('refuses to be an external package itself', () => {
  expect(() => merge({ serverExternalPackages: ['@webio/next-plugin'] })).toThrow(
    /\[webio\] remove "@webio\/next-plugin" from/,
  )
})

it.each<[NextConfig, object]>([
  [{}, { basePath: '', route: '/webio', trailingSlash: false, standalone: false }],
  [
    { basePath: '/docs', trailingSlash: true },
    { basePath: '/docs', route: '/webio', trailingSlash: true, standalone: false },
  ],
  [{ output: 'standalone' }, { basePath: '', route: '/webio', trailingSlash: false, standalone: true }],
])('derives settings from %j', (config, settings) => {
  expect(settingsIn(merge(config))).toEqual({
    distDir: '.next',
    ...settings,
    site: expect.any(String) as string,
  })
})

describe('the option route', () => {
  it.each([
    ['/webio', '/webio'],
    ['/webio/', '/webio'],
    ['/internal/tasks', '/internal/tasks'],
  ])('normalizes %s to %s', (route, checked) => {
    expect(checkedRoute(route)).toBe(checked)
  })

  it.each(['', '/', 'webio', '/[x]', '/a b', '/(group)', '/_next', '/a//b', '/../a'])(
    'refuses %j',
    (route) => {
      expect(() => checkedRoute(route)).toThrow(/\[webio\] the option route is/)
    },
  )
})
