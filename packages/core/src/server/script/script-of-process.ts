import { realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import type { ScriptOptions } from './script-mode'

/** The script that this process was started with, as `node script.js` does it. */
export function scriptOfProcess(): ScriptOptions {
  const port = process.env['WEBIO_SCRIPT_PORT']
  return {
    ended: mainModuleEnded(),
    port: Number(port ?? 0),
    host: 'localhost',
    openBrowser: port === undefined,
  }
}

/** Settles when the main module has been evaluated, with all that it awaits at its top level. */
function mainModuleEnded(): Promise<unknown> {
  // CommonJS runs in one go: it is over when this turn is.
  if (createRequire(import.meta.url).main) return new Promise((resolve) => setImmediate(resolve))
  const file = process.argv[1]
  // Typed in, or given with --eval: it lasts until the page is closed.
  if (file === undefined) return new Promise(() => {})
  const ended: Promise<unknown> = import(pathToFileURL(realpathSync(file)).href)
  ended.catch(() => {}) // Node itself ends the process with it.
  return ended
}
