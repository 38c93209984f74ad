#!/usr/bin/env node
import { realpathSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { WebIOConfigError } from '../messages'
import { init } from './init'

const USAGE = `Usage: webio-next init [options]

Writes the route of a site's tasks as a file that belongs to the site, app/webio/[[...webio]]/route.ts, and the module of the tasks if there is none.
It overwrites nothing.

  --app FILE    the module with the tasks (default: ./webio.ts)
  --route PATH  where the page is (default: /webio)
  --dir FOLDER  the site's folder (default: the current one)
  --help        this text
`

function main(args: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      app: { type: 'string', default: './webio.ts' },
      route: { type: 'string', default: '/webio' },
      dir: { type: 'string', default: '.' },
      help: { type: 'boolean', default: false },
    },
  })
  const [command, ...more] = positionals
  if (values.help || command !== 'init' || more.length > 0) {
    process[values.help ? 'stdout' : 'stderr'].write(USAGE)
    return values.help ? 0 : 2
  }
  process.stdout.write(`${init(values).join('\n')}\n`)
  return 0
}

function run(): void {
  try {
    process.exitCode = main(process.argv.slice(2))
  } catch (error) {
    const { code = '', message } = error as Error & { code?: string }
    if (!(error instanceof WebIOConfigError) && !code.startsWith('ERR_PARSE_ARGS')) throw error
    process.stderr.write(`${message}\n`)
    process.exitCode = 2
  }
}

// Other tools load all files of a package. Only the command itself runs.
const [, file] = process.argv
if (file !== undefined && realpathSync(file) === fileURLToPath(import.meta.url)) run()
