import { realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import type { ScriptOptions } from './script-mode'

/** The script of this process, started as `node script.js`. */
export function scriptOfProcess(): ScriptOptions {
  const port = process.env['WEBIO_SCRIPT_PORT']
  return {
    ended: mainModuleEnded(),
    port: Number(port ?? 0),
    host: 'localhost',
    openBrowser: port === undefined,
  }
}

/** Settles when the main module has been evaluated, including its top-level awaits. */
function mainModuleEnded(): Promise<unknown> {
  // CommonJS runs synchronously: it has ended when this turn ends.
  if (createRequire(import.meta.url).main) return new Promise((resolve) => setImmediate(resolve))
  const file = process.argv[1]
  // A REPL or --eval: the script lasts until the page is closed.
  if (file === undefined) return new Promise(() => {})
  const ended: Promise<unknown> = import(pathToFileURL(realpathSync(file)).href)
  ended.catch(() => {}) // Node itself ends the process with this error.
  return ended
}
