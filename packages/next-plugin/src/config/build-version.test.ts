import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from '@jest/globals'
import { tellBuild } from './build-version'

const CODE = Symbol.for('@webio/core/code-version/1')
const place = globalThis as { [CODE]?: { build?: string } | undefined }
const dir = mkdtempSync(join(tmpdir(), 'webio-build-'))
mkdirSync(join(dir, 'out'))
writeFileSync(join(dir, 'out/BUILD_ID'), 'abc\n')

afterEach(() => {
  delete place[CODE]
})
afterAll(() => rmSync(dir, { recursive: true }))

it('reports the BUILD_ID of a site once', () => {
  tellBuild({ distDir: '.next' }, dir)
  expect(place[CODE]?.build).toBeUndefined()
  tellBuild({ distDir: 'out' }, dir)
  expect(place[CODE]?.build).toBe('abc')
  writeFileSync(join(dir, 'out/BUILD_ID'), 'def')
  tellBuild({ distDir: 'out' }, dir)
  expect(place[CODE]?.build).toBe('abc')
})
