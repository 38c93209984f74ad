import { wrapNextConfig } from './wrap-next-config'

const OPTIONS = { app: './webio.ts', route: '/webio' }
const wrap = (source: string) => wrapNextConfig(source, OPTIONS)

it('wraps a configuration of create-next-app, and keeps its comments', () => {
  expect(
    wrap(`import type { NextConfig } from "next";

const nextConfig: NextConfig = {
  /* config options here */
};

export default nextConfig;
`),
  ).toBe(`import type { NextConfig } from "next";
import { withWebIO } from "@webio/next-plugin";

const nextConfig: NextConfig = {
  /* config options here */
};

export default withWebIO(nextConfig, { app: "./webio.ts", route: "/webio" });
`)
})

it('wraps CommonJS, and separates no comment from its code', () => {
  expect(
    wrap(`/** @type {import('next').NextConfig} */
const nextConfig = { output: 'standalone' }
module.exports = nextConfig
`),
  ).toBe(`const { withWebIO } = require('@webio/next-plugin')

/** @type {import('next').NextConfig} */
const nextConfig = { output: 'standalone' }
module.exports = withWebIO(nextConfig, { app: './webio.ts', route: '/webio' })
`)
})

it.each([
  ['an object', 'export default { a: 1 }', '({ a: 1 }, {'],
  ['another plugin', 'export default withMDX(config)', '(withMDX(config), {'],
  ['an arrow function', 'export default async (phase) => ({ phase })', '(async (phase) => ({ phase }), {'],
  ['a checked object', 'export default { a: 1 } satisfies NextConfig', '({ a: 1 } satisfies NextConfig, {'],
])('wraps %s', (_, source, wrapped) => {
  expect(wrap(source)).toContain(`export default withWebIO${wrapped} app: './webio.ts'`)
})

it('stays after a directive', () => {
  expect(wrap(`'use strict'\nmodule.exports = {}\n`)).toMatch(/^'use strict'\nconst \{ withWebIO \}/)
})

it.each([
  ['a named function', 'export default function config() { return {} }'],
  ['no export', 'const a = 1'],
  ['a syntax error', 'export default {'],
])('leaves the file unchanged if it contains %s', (_, source) => {
  expect(wrap(source)).toBeUndefined()
})

it('does nothing the second time', () => {
  expect(wrap(wrap('export default {}') as string)).toBe('present')
})
