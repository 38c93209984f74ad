import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

interface Case {
  file: string
  code: string
}

/** The linter's messages for each case, in order. */
function lint(cases: Case[]): string[][] {
  const { stdout, stderr } = spawnSync(process.execPath, ['scripts/test/lint-imports.mjs'], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
  })
  if (!stdout) throw new Error(stderr)
  return JSON.parse(stdout) as string[][]
}

const src = 'packages/core/src'

/** An existing module of a layer, because the linter follows imports to real files. */
function moduleOf(layer: string): string {
  const found = existsSync(join(src, layer))
    ? readdirSync(join(src, layer)).find((name) => /^[a-z-]+\.ts$/.test(name))
    : undefined
  if (found) return `../${layer}/${found.replace(/\.ts$/, '')}`
  if (existsSync(`${src}/${layer}.ts`)) return `../${layer}`
  throw new Error(`No module in ${src}/${layer}: the layers of this test and of the sources differ.`)
}

/** Layers, with the layers that each may import, as in ARCHITECTURE.md. */
const MAY_IMPORT: Record<string, string[]> = {
  protocol: [],
  errors: ['protocol'],
  state: ['protocol', 'errors'],
  page: ['protocol', 'state'],
  engine: ['protocol', 'errors', 'state'],
  api: ['protocol', 'errors', 'state', 'engine'],
  server: ['protocol', 'errors', 'state', 'engine', 'api'],
  cli: ['protocol', 'errors', 'state', 'engine', 'api', 'server', 'testing'],
  testing: ['protocol', 'errors', 'state', 'page', 'engine', 'api'],
}
const layers = Object.keys(MAY_IMPORT)

describe('the layers of @webio/core', () => {
  const pairs = layers
    .flatMap((from) => layers.map((to) => ({ from, to })))
    .filter(({ from, to }) => from !== to && from !== 'errors')
    // testing may import one file of the server: see below.
    .filter(({ from, to }) => !(from === 'testing' && to === 'server'))
  let messages: string[][]

  beforeAll(() => {
    messages = lint(
      pairs.map(({ from, to }) => ({
        file: `${src}/${from}/x-trial.ts`,
        code: `import type { X } from '${moduleOf(to)}'\nexport type Y = X\n`,
      })),
    )
  }, 60_000)

  it.each(pairs.map((pair, index) => ({ ...pair, index })))('$from imports $to', ({ from, to, index }) => {
    if (MAY_IMPORT[from]?.includes(to)) expect(messages[index]).toEqual([])
    else expect(messages[index]).toEqual([expect.stringMatching(/^Unexpected path .*\. *\S.{40,}\.$/)])
  })
})

describe('what a folder imports from elsewhere', () => {
  const refused: [file: string, code: string][] = [
    ...['protocol', 'errors', 'state', 'page', 'engine', 'api', 'in-page'].flatMap(
      (layer): [string, string][] => [
        [`${src}/${layer}/x.ts`, `import 'node:fs'`],
        [`${src}/${layer}/x.ts`, `import 'fs/promises'`],
        [`${src}/${layer}/x.ts`, `import 'socket.io'`],
        [`${src}/${layer}/x.ts`, `import 'react'`],
        [`${src}/${layer}/x.ts`, `export const id = process.pid`],
        [`${src}/${layer}/x.ts`, `export const title = document.title`],
      ],
    ),
    [`${src}/engine/x.ts`, `import '@webio/core'`],
    [`${src}/engine/x.ts`, `console.log(1)`],
    [`${src}/engine/wire/x.ts`, `import '../tasks/task'`],
    [`${src}/engine/wire/x.ts`, `import '../session'`],
    [`${src}/engine/forms/x.ts`, `import '../thread/thread-registry'`],
    [`${src}/api/output/handle/x.ts`, `import '../put-text'`],
    [`${src}/api/output/x.ts`, `import '../input/input'`],
    [`${src}/api/output/x.ts`, `import '../session/download'`],
    [`${src}/server/http/x.ts`, `import '../files/file-routes'`],
    [`${src}/server/options/x.ts`, `import '../handler'`],
    ['packages/react/src/x.ts', `console.error(1)`],
    [`${src}/index.ts`, `export { open_app } from './testing'`],
    [`${src}/index.ts`, `export { start_server } from './server'`],
    [`${src}/protocol.ts`, `export { x } from './errors'`],
    [`${src}/server/x.ts`, `import 'react'`],
    [`${src}/server/x.ts`, `import '@webio/react'`],
    [`${src}/testing/x.ts`, `import '../server/index'`],
    ['packages/react/src/x.tsx', `import { put_text } from '@webio/core'`],
    ['packages/react/src/x.tsx', `import '@webio/core/server'`],
    ['packages/react/src/x.tsx', `import '../../core/src/index'`],
    ['packages/react/src/x.tsx', `import 'node:path'`],
    ['packages/react/src/x.tsx', `import 'socket.io'`],
    ['packages/react/src/x.tsx', `import 'next/link'`],
    ['packages/react/src/session/x.ts', `import { useState } from 'react'`],
    ['packages/react/src/session/x.ts', `import '../index'`],
    ['packages/react/src/dom/x.ts', `import '../hooks/use-report'`],
    ['packages/react/src/fields/x.tsx', `import '../outputs/pin'`],
    ['packages/react/src/outputs/x.tsx', `import '../overlay/popup'`],
    ['packages/next-plugin/src/x.ts', `import '@webio/core/testing'`],
    ['packages/next-plugin/src/hub/x.ts', `import { start_server } from '@webio/core/server'`],
    ['packages/next-plugin/src/x.ts', `import '../../react/src/webio-app'`],
    ['packages/next-plugin/src/index.ts', `import './server'`],
    ['packages/next-plugin/src/index.ts', `import '@webio/core/server'`],
    ['packages/next-plugin/src/config/x.ts', `import '../server'`],
    ['packages/next-plugin/src/config/x.ts', `import 'socket.io'`],
    ['example-next-app/app/x.tsx', `import '../../packages/core/src/errors'`],
  ]
  const accepted: [file: string, code: string][] = [
    [
      `${src}/server/x.ts`,
      `import 'node:http'; import 'socket.io'; export const page = import('@webio/react/page')`,
    ],
    [`${src}/testing/x.ts`, `import '../server/async-context'`],
    [`${src}/engine/outputs/x.ts`, `import '../tasks/task'; import '../wire/outbox'; import '../clock'`],
    [`${src}/engine/x.ts`, `import './outputs/output-queue'; import './wire/outbox'`],
    [`${src}/api/input/x.ts`, `import '../output/put-text'; import '../text'`],
    [`${src}/server/files/x.ts`, `import '../http/byte-range'`],
    [`${src}/engine/x.test.ts`, `import 'node:fs'; import '../testing'`],
    [
      'packages/react/src/forms/x.tsx',
      `import '../fields/field-view'; import '../dom/roots'; import '../props'`,
    ],
    ['packages/react/src/x.tsx', `import 'react'; import '@webio/core/protocol'; import 'socket.io-client'`],
    ['packages/react/src/x.test.tsx', `import '@webio/core/testing'`],
    ['packages/react/src/session/x.ts', `import '@webio/core/protocol'; import 'socket.io-client'`],
    [
      'packages/next-plugin/src/server/x.ts',
      `import '@webio/core/server'; import 'node:http'; import '@webio/react/page'`,
    ],
    ['packages/next-plugin/src/index.ts', `import 'node:path'; import 'next'`],
    ['packages/next-plugin/src/hub/x.ts', `import type { X } from '@webio/core/server'; export type Y = X`],
    [
      'example-next-app/app/x.tsx',
      `import '@webio/core'; import '@webio/react'; import '@webio/react/styles.css'`,
    ],
  ]
  let messages: string[][]

  beforeAll(() => {
    messages = lint([...refused, ...accepted].map(([file, code]) => ({ file, code: `${code}\n` })))
  }, 60_000)

  it.each(refused.map(([file, code], index) => ({ file, code, index })))(
    '$file refuses: $code',
    ({ index }) => {
      expect(messages[index]?.length).toBeGreaterThan(0)
    },
  )

  it.each(accepted.map(([file, code], index) => ({ file, code, index })))(
    '$file accepts: $code',
    ({ index }) => {
      expect(messages[refused.length + index]).toEqual([])
    },
  )
})
